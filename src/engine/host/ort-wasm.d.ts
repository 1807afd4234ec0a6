/** The one onnxruntime WASM file of the build; vite.config.ts says which. */
declare module "#ort-wasm?url" {
  const url: string;
  export default url;
}

/** The program's version; defined by vite.config.ts. */
declare const __PROGRAM_VERSION__: string;

/** The size of the WASM, unpacked; defined by vite.config.ts. */
declare const __ORT_WASM_BYTES__: number;
