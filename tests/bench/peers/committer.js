// Two ways to make changes durable before they are answered.

/** One transaction, and so one fsync, for each change. */
export class CommitEach {
    constructor(store) {
        this.store = store;
        this.transaction = store.database.transaction((change) => change());
    }

    async run(change) {
        try {
            return this.transaction.immediate(change);
        } catch (error) {
            this.store.forget();
            throw error;
        }
    }
}

/**
 * All changes that arrived in one turn of the event loop share a transaction. One that throws is rolled back alone;
 * all are answered when the commit has returned.
 */
export class CommitGroup {
    constructor(store, largest = 256) {
        this.store = store;
        this.waiting = [];
        this.largest = largest;
        const alone = store.database.transaction((change) => change());
        this.transaction = store.database.transaction((batch) => batch.map(({ change }) => {
            try {
                return { value: alone(change) };
            } catch (error) {
                return { error };
            }
        }));
    }

    run(change) {
        return new Promise((resolve, reject) => {
            this.waiting.push({ change, resolve, reject });
            if (this.waiting.length === 1) setImmediate(() => this.flush());
        });
    }

    flush() {
        const batch = this.waiting.splice(0, this.largest);
        if (this.waiting.length > 0) setImmediate(() => this.flush());
        let outcomes;
        try {
            outcomes = this.transaction.immediate(batch);
        } catch (error) {
            this.store.forget();
            outcomes = batch.map(() => ({ error }));
        }
        batch.forEach(({ resolve, reject }, at) => {
            if (outcomes[at].error) reject(outcomes[at].error);
            else resolve(outcomes[at].value);
        });
    }
}
