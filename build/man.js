import { spawnSync } from 'node:child_process';

/** The manual page: what `--help` of the program and of each of its commands says, for `man`. */
export function manualPage(program, version) {
  const whole = help(program, []);
  const commands = commandNames(whole);
  if (commands.length === 0) throw new Error(`no commands in the help:\n${whole}`);
  const parts = [
    `.TH BACKPROP\\-LAB 1 "" "backprop\\-lab ${version}" "User Commands"`,
    section('NAME', 'backprop-lab - a teaching lab for backpropagation in the terminal'),
    verbatim('SYNOPSIS', whole),
    ...commands.map((name) => verbatim(`backprop-lab ${name}`, help(program, [name]))),
    section('ENVIRONMENT', environment),
    section('EXIT STATUS', '0: done. 1: the thing asked about is wrong. 2: the call is.'),
  ];
  return `${parts.join('\n')}\n`;
}

const environment = `BACKPROP_LAB_DATA: the folder for progress, instead of the user's data folder.
BACKPROP_LAB_LESSONS: more lesson files or folders, separated as in PATH.
NO_COLOR: no colours.
BACKPROP_LAB_DEBUG: with what an unexpected error adds.`;

/** The words after the program's name, of the list that help begins with. */
export function commandNames(whole) {
  const list = /^Commands:\n([\s\S]*?)\n\n/m.exec(whole)?.[1] ?? '';
  const names = [...list.matchAll(/^ {2}backprop-lab ([a-z]+)/gm)].map((match) => match[1]);
  return names.filter((name) => name !== 'completion');
}

function help(program, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} --help ended with ${status}: ${stderr}`);
  return stdout.trimEnd();
}

const section = (title, text) => `.SH ${title}\n${text.split('\n').map(roff).join('\n.br\n')}`;
const verbatim = (title, text) =>
  `.SH "${roff(title)}"\n.nf\n${text.split('\n').map(roff).join('\n')}\n.fi`;

/** One line as roff writes it: no escapes, no requests, and every - is one that can be copied. */
function roff(line) {
  return line
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
