/** Promise.withResolvers, which Node has from version 22. */
export function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => {
    made.resolve = resolve;
    made.reject = reject;
  });
  return made;
}
