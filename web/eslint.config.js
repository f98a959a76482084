import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Imports go one way: app → features → shared; a feature never imports another one. */
const border = (files, ...forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: forbidden.map((group) => ({
          group: [group],
          message: 'Imports go app → features → shared, and features stay apart.',
        })),
      },
    ],
  },
})

export default tseslint.config(
  {
    ignores: ['dist', 'target', 'node_modules', 'test/fixture-server', 'scripts', 'public', '*.js'],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  reactHooks.configs.flat['recommended-latest'],
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ClassDeclaration', message: 'Plain functions and values instead of classes.' },
      ],
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 120, skipComments: true, skipBlankLines: true }],
      // The virtual list returns functions that the React compiler cannot memoise; we do not use it.
      'react-hooks/incompatible-library': 'off',
    },
  },
  border(['src/shared/**'], '@/features/**', '@/app/**', '**/features/**', '**/app/**'),
  border(['src/features/**'], '@/features/**', '@/app/**', '../**'),
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
)
