// What Emscripten makes beside castellan.wasm (src/app).
declare function makeInstance(options: object): Promise<import("./boundary.js").Instance>;
export default makeInstance;
