// Required before the program: as if all files belonged to somebody else.
process.getuid = () => 4_000_000;
