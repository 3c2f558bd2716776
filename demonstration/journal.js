/**
 * What the service has to keep, in this browser: pages one after the other, and a few values. Where nothing can be kept
 * everything works all the same until the page is closed.
 */

const pages = "pages";
const values = "values";

export class Journal {
  /** @type {IDBDatabase | null} */
  #database = null;
  /** What stands for the database where there is none. @type {Map<string, any>} */
  #values = new Map();
  /** Why nothing is kept: "" if it is. @type {"" | "refused" | "elsewhere"} */
  problem = "";

  /** @param {string} name */
  static async open(name) {
    const journal = new Journal();
    if (!(await isAlone(name))) journal.problem = "elsewhere";
    else {
      journal.#database = await database(name).catch(() => null);
      if (!journal.#database) journal.problem = "refused";
    }
    return journal;
  }

  /** All pages, the first first. @returns {Promise<Uint8Array[]>} */
  async pages() {
    return (await this.#do(pages, "readonly", (store) => store.getAll())) ?? [];
  }

  /** Resolves when it is kept; false if it could not be. @param {Uint8Array} page */
  async add(page) {
    if (!this.#database) return true;
    try {
      await this.#do(pages, "readwrite", (store) => store.add(page));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} key */
  async value(key) {
    return this.#values.get(key) ?? (await this.#do(values, "readonly", (store) => store.get(key)));
  }

  /** @param {string} key @param {any} value */
  async put(key, value) {
    this.#values.set(key, value);
    await this.#do(values, "readwrite", (store) => store.put(value, key)).catch(() => {});
  }

  /** Forgets everything, and keeps nothing any more. */
  async close() {
    await this.empty();
    this.#database?.close();
    this.#database = null;
  }

  /** Forgets everything. */
  async empty() {
    this.#values.clear();
    await this.#do(pages, "readwrite", (store) => store.clear());
    await this.#do(values, "readwrite", (store) => store.clear());
  }

  /**
   * @param {string} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>} its result once it is written
   */
  #do(name, mode, act) {
    if (!this.#database) return Promise.resolve(undefined);
    const transaction = this.#database.transaction(name, mode);
    const request = act(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
function database(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(pages, { autoIncrement: true });
      request.result.createObjectStore(values);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

/** Two that write into one journal would spoil it: the second one, in another tab, writes nothing. @param {string} name */
async function isAlone(name) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {}); // Held until the page goes.
      })
      .catch(() => resolve(true));
  });
}
