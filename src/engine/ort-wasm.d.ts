/** The one onnxruntime WASM file of the build; vite.config.ts says which. */
declare module "#ort-wasm?url" {
  const url: string;
  export default url;
}
