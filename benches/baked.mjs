// Says how large the first module is: node baked.mjs MODULE DOCUMENTS SECONDS
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const [module, documents, seconds] = process.argv.slice(2);
const bytes = readFileSync(module);
const packed = brotliCompressSync(bytes).length;
console.log(
  `${documents} made-up documents: ${bytes.length} bytes, ${packed} packed, built in ${seconds} s`,
);
