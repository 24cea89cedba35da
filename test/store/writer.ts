import { progressFile } from '../../src/store/progress-file.ts';
import { adding, answersFormat } from './answers.ts';

/** A second process: `node writer.js FOLDER NAME COUNT` keeps NAME-1 … and says so one by one. */
const [folder, name, count, padding] = process.argv.slice(2);
const file = progressFile(folder!, answersFormat);
for (let i = 1; i <= Number(count); i++) {
  const { saved, notice } = file.update(adding(`${name}-${i}${'.'.repeat(Number(padding ?? 0))}`));
  process.stdout.write(saved ? `${name}-${i}\n` : `${notice}\n`);
}
