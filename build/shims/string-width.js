import { lazyWidth } from './lazy-width.js';

export default lazyWidth(() => require('string-width').default);
