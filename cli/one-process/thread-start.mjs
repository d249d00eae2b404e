// Where a thread begins. Plain JavaScript: what this start compiles the next ones take as it is, and that is to be said before anything is loaded.
import module from "node:module";

if (process.env.NODE_COMPILE_CACHE !== undefined) module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import("./thread.ts");
