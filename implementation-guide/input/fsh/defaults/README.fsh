// The values that a new installation starts with stand beside this file, one file a subject.
