/** The one onnxruntime WASM file of the build; vite.config.ts says which. */
declare module "#ort-wasm?url" {
  const url: string;
  export default url;
}

/** Its size, unpacked; defined by vite.config.ts. */
declare const __ORT_WASM_BYTES__: number;
