import { lazyWidth } from './lazy-width.js';
import { originalWidth } from './original-width.js';

export default lazyWidth(() => originalWidth);
