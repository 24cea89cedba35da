import { describe, expect, it } from 'vitest';
import { renameOver } from '../../src/store/rename.ts';

/** Refuses with these codes in turn, then does it; tells how often it was asked. */
function refusing(codes: readonly string[]) {
  let asked = 0;
  const rename = () => {
    const code = codes[asked++];
    if (code) throw Object.assign(new Error(code), { code });
  };
  return { rename, asked: () => asked };
}

describe('a file that another program looks at', () => {
  it('is replaced on Windows as soon as that program lets go', () => {
    const { rename, asked } = refusing(['EPERM', 'EBUSY', 'EACCES']);
    renameOver('a', 'b', rename, 'win32');
    expect(asked()).toBe(4);
  });

  it.for([
    ['win32', 'EPERM', 26],
    ['win32', 'ENOSPC', 1],
    ['linux', 'EPERM', 1],
  ] as const)('on %s with %s is asked for %i times at most', ([platform, code, times]) => {
    const { rename, asked } = refusing(Array<string>(100).fill(code));
    expect(() => renameOver('a', 'b', rename, platform)).toThrow(code);
    expect(asked()).toBe(times);
  });
});
