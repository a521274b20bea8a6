import tseslint from 'typescript-eslint';

/** Keeps chance, clocks and engine-dependent powers out of the numeric rooms: results must be the same bytes everywhere. */
const numeric = [
  {
    selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']",
    message: '`**` changed its bits between V8 versions: multiply, or use Math.exp and Math.log.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='pow']",
    message: 'Math.pow changed its bits between V8 versions: multiply, or use Math.exp and Math.log.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is a parameter: take a Random from math/random.',
  },
];
const clocks = [
  {
    selector: "MemberExpression[object.name='Date'], NewExpression[callee.name='Date']",
    message: 'No clock below experiments/.',
  },
  { selector: "Identifier[name='performance']", message: 'No clock below experiments/.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'coverage',
      'runs',
      'docs/api',
      'agents/engine/simd/assembly/**',
      'agents/engine/simd/kernel.wasm.ts',
      'agents/engine/simd/kernel-relaxed.wasm.ts',
      'test/**/broken',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['{math,curriculum,envs,agents}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...numeric, ...clocks] },
  },
  { files: ['experiments/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...numeric] } },
);
