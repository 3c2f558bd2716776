/**
 * What the terminal keeps on its own disk: IndexedDB, in a handful of small tables. A write has happened when its promise
 * resolves: `durability: "strict"` waits for the disk and not for the system's goodwill.
 */

/** keys: of this terminal; people: who may sign in without the network; queue: changes to be sent; state: all else. */
const tables = /** @type {const} */ (["keys", "people", "queue", "state"]);

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("castellan-terminal", 1);
    request.onupgradeneeded = () => {
      for (const table of tables) request.result.createObjectStore(table, table === "queue" ? { autoIncrement: true } : {});
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/**
 * Several writes at once, or none of them.
 * @param {(table: (name: typeof tables[number]) => IDBObjectStore) => void} write
 * @returns {Promise<void>}
 */
export async function change(write) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...tables], "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    write((name) => transaction.objectStore(name));
  });
}

/**
 * @param {typeof tables[number]} name
 * @param {string} key
 * @returns {Promise<any>} undefined: there is none
 */
export async function get(name, key) {
  return result((await open()).transaction(name).objectStore(name).get(key));
}

/**
 * @param {typeof tables[number]} name
 * @returns {Promise<[IDBValidKey, any][]>} in the order of their keys
 */
export async function all(name) {
  const store = (await open()).transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  return keys.map((key, at) => [key, values[at]]);
}

/**
 * @param {typeof tables[number]} name
 * @param {string} key
 * @param {any} value undefined: it is taken away
 */
export function put(name, key, value) {
  return change((table) => void (value === undefined ? table(name).delete(key) : table(name).put(value, key)));
}

/**
 * @template Value
 * @param {IDBRequest<Value>} request
 * @returns {Promise<Value>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
