import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { homelessProgress, progressFile } from '../../src/store/progress-file.ts';
import { adding, answersFormat } from './answers.ts';
import { it } from './folder.ts';

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const stored = (answers: readonly string[], format = 1) =>
  `${JSON.stringify({ format, progress: { answers } })}\n`;

describe('progress', () => {
  it('begins empty, in a folder that is made', ({ folder }) => {
    const file = progressFile(join(folder, 'a/b'), answersFormat);
    expect(file.read()).toEqual({ progress: { answers: [] }, notice: null, saved: true });
  });

  it('is kept, and so is the state before', ({ folder }) => {
    const file = progressFile(folder, answersFormat);
    file.update(adding('one'));
    file.update(adding('two'));
    expect(read(folder, 'progress.json')).toBe(stored(['one', 'two']));
    expect(read(folder, 'progress.previous.json')).toBe(stored(['one']));
    expect(progressFile(folder, answersFormat).read().progress.answers).toEqual(['one', 'two']);
    expect(readdirSync(folder).sort()).toEqual(['progress.json', 'progress.previous.json']);
  });

  it('is not written when nothing is new', ({ folder }) => {
    const file = progressFile(folder, answersFormat);
    file.update(adding('one'));
    file.update(adding('two'));
    file.update(adding('two'));
    expect(read(folder, 'progress.previous.json')).toBe(stored(['one']));
  });

  it('can be looked at where nothing is amiss, and nothing is touched by that', ({ folder }) => {
    const file = progressFile(join(folder, 'lab'), answersFormat);
    expect(file.look()).toEqual({ answers: [] });
    expect(readdirSync(folder)).toEqual([]);
    // Nor is anything written before there is something to keep.
    file.read();
    expect(readdirSync(join(folder, 'lab'))).toEqual([]);
    file.update(adding('one'));
    expect(file.look()).toEqual({ answers: ['one'] });
    for (const odd of ['{"format":1,"progr', stored(['one'], 2)]) {
      writeFileSync(join(folder, 'lab/progress.json'), odd);
      expect(file.look()).toBeNull();
      expect(read(join(folder, 'lab'), 'progress.json')).toBe(odd);
    }
  });

  it('is given to the change as another lab left it', ({ folder }) => {
    const [mine, theirs] = [
      progressFile(folder, answersFormat),
      progressFile(folder, answersFormat),
    ];
    mine.read();
    theirs.update(adding('theirs'));
    expect(mine.update(adding('mine')).progress.answers).toEqual(['theirs', 'mine']);
  });

  it('follows a link to where someone keeps it', ({ folder }) => {
    writeFileSync(join(folder, 'elsewhere.json'), stored(['one']));
    symlinkSync(join(folder, 'elsewhere.json'), join(folder, 'progress.json'));
    progressFile(folder, answersFormat).update(adding('two'));
    expect(lstatSync(join(folder, 'progress.json')).isSymbolicLink()).toBe(true);
    expect(read(folder, 'elsewhere.json')).toBe(stored(['one', 'two']));
  });
});

describe('a damaged file', () => {
  it.for([
    ['nothing', ''],
    ['half a file', '{"format":1,"progress":{"answ'],
    ['no object', '[]'],
    ['no format', '{"progress":{"answers":[]}}'],
    ['a format that is no number', '{"format":"1","progress":{"answers":[]}}'],
    ['a format without a migration', stored([], 0)],
    ['data of another kind', '{"format":1,"progress":{"answers":[1]}}'],
    ['no data', '{"format":1}'],
    ['zeros', '\0'.repeat(100)],
  ])('is set aside when it holds %s, and the state before it is used', ([, text], { folder }) => {
    const file = progressFile(folder, answersFormat);
    file.update(adding('one'));
    file.update(adding('two'));
    writeFileSync(join(folder, 'progress.json'), text!);
    const { progress, notice, saved } = file.read();
    expect({ progress, saved }).toEqual({ progress: { answers: ['one'] }, saved: true });
    expect(notice).toBe(
      'The progress file was damaged; it is kept as progress.damaged-1.json, and the state before it is used.',
    );
    expect(read(folder, 'progress.damaged-1.json')).toBe(text);
    expect(file.read()).toEqual({ progress, notice: null, saved: true });
  });

  it('is noticed in the middle of a lab as well, and the next one gets the next name', ({
    folder,
  }) => {
    const file = progressFile(folder, answersFormat);
    for (const count of [1, 2]) {
      file.update(adding('one'));
      file.update(adding(`two-${count}`));
      writeFileSync(join(folder, 'progress.json'), '{');
      const { progress, notice } = file.update(adding('three'));
      expect(progress.answers).toEqual(expect.arrayContaining(['one', 'three']));
      expect(notice).toContain(`progress.damaged-${count}.json`);
    }
  });

  it('leaves an empty start when the state before it is damaged too', ({ folder }) => {
    writeFileSync(join(folder, 'progress.json'), '{');
    writeFileSync(join(folder, 'progress.previous.json'), '}');
    const { progress, notice } = progressFile(folder, answersFormat).read();
    expect(progress.answers).toEqual([]);
    expect(notice).toContain('the lab begins anew');
    expect(read(folder, 'progress.damaged-1.json')).toBe('{');
  });
});

describe('another format', () => {
  it('that is newer is left alone', ({ folder }) => {
    const text = '{"format":2,"progress":{"unheard":"of"}}';
    writeFileSync(join(folder, 'progress.json'), text);
    const file = progressFile(folder, answersFormat);
    for (const { progress, notice, saved } of [file.read(), file.update(adding('one'))]) {
      expect({ progress, saved }).toEqual({ progress: { answers: [] }, saved: false });
      expect(notice).toContain('newer backprop-lab (format 2)');
    }
    expect(readdirSync(folder)).toEqual(['progress.json']);
    expect(read(folder, 'progress.json')).toBe(text);
  });

  it('that is older is brought up step by step, and stays as the state before', ({ folder }) => {
    const old = '{"format":1,"progress":"one two"}';
    writeFileSync(join(folder, 'progress.json'), old);
    const file = progressFile(folder, {
      ...answersFormat,
      number: 3,
      migrations: {
        1: (text) => String(text).split(' '),
        2: (answers) => ({ answers }),
      },
    });
    expect(file.read().progress.answers).toEqual(['one', 'two']);
    file.update(adding('three'));
    expect(read(folder, 'progress.json')).toBe(stored(['one', 'two', 'three'], 3));
    expect(read(folder, 'progress.previous.json')).toBe(old);
  });
});

describe('where nothing can be written', () => {
  it('the lab goes on and says why', ({ folder }) => {
    const blocked = join(folder, 'file/data');
    writeFileSync(join(folder, 'file'), '');
    const file = progressFile(blocked, answersFormat);
    for (const { notice, saved } of [file.read(), file.update(adding('one'))]) {
      expect(saved).toBe(false);
      expect(notice).toBe(
        `Progress is not saved: something that is not a folder stands in the way. Set BACKPROP_LAB_DATA to another folder than ${blocked}.`,
      );
    }
    expect(file.update(adding('one')).progress.answers).toEqual(['one']);
  });

  it('a folder in place of the file is named as such', ({ folder }) => {
    mkdirSync(join(folder, 'progress.json'));
    const { notice, saved } = progressFile(folder, answersFormat).update(adding('one'));
    expect(saved).toBe(false);
    expect(notice).toContain('a folder stands where the file should be');
    expect(existsSync(join(folder, 'progress.lock'))).toBe(false);
  });

  it('someone without a home learns what to set', () => {
    const file = homelessProgress(answersFormat);
    expect(file.read().notice).toContain('BACKPROP_LAB_DATA');
    expect(file.update(adding('one'))).toMatchObject({
      progress: { answers: ['one'] },
      saved: false,
    });
  });
});
