/**
 * Two branches of Ink for its own development await something at import, which CommonJS cannot.
 * They never run here; without them React's developer tools need not be bundled either.
 */
export const inkReconciler = {
  file: /ink\/build\/reconciler\.js$/,
  edits: [
    ["        await import('./devtools.js');", ''],
    ['        const loaded = await loadPackageJson();', '        const loaded = packageInfo;'],
  ],
};
