/** The tests that a browser cannot pass, by their names, each with the reason. */
export const unfit = {
  firefox: {},
  webkit: {},
};
