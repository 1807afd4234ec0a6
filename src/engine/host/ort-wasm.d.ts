/** The build's only onnxruntime WASM file, chosen in vite.config.ts. */
declare module "#ort-wasm?url" {
  const url: string;
  export default url;
}

/** The program's version; defined by vite.config.ts. */
declare const __PROGRAM_VERSION__: string;

/** The size of that file in bytes, uncompressed; defined by vite.config.ts. */
declare const __ORT_WASM_BYTES__: number;
