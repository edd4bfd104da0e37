import webpack from 'webpack';

/** Builds for production; rejects with what webpack says of errors. */
export function buildWithWebpack(settings) {
  return new Promise((resolve, reject) => {
    webpack({ mode: 'production', ...settings }, (error, stats) => {
      if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
      else resolve(stats);
    });
  });
}
