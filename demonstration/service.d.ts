// What Emscripten makes of src/demonstration.
declare module "castellan-service" {
  export default function make(options: object): Promise<import("./house.js").Instance>;
}
