import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The floors of the house (CONTRIBUTING.md): imports run downwards only, each room on the floors below its own.
 * `demo-org` stands beside `session` and uses the models of `genesys` alone.
 */
const FLOORS = [
  ['api-tool'],
  ['app'],
  ['desktop'],
  ['ipc'],
  ['history', 'schedule', 'team', 'manage', 'presence'],
  ['session', 'demo-org'],
  ['genesys'],
  ['settings'],
];
const ROOMS = FLOORS.flat();
const below = (room) => FLOORS.slice(FLOORS.findIndex((floor) => floor.includes(room)) + 1).flat();
const STANDS_ON = Object.fromEntries(ROOMS.map((room) => [room, below(room)]));
STANDS_ON['demo-org'] = ['genesys'];
// The demo org is started by the app alone; what lies between must not know it.
for (const room of ['desktop', 'ipc', 'history', 'schedule', 'team', 'manage', 'presence'])
  STANDS_ON[room] = STANDS_ON[room].filter((other) => other !== 'demo-org');
/** Rooms that run in plain Node: they are handed what they need of Electron. */
const ELECTRON_FREE = ROOMS.filter((room) => !['app', 'desktop', 'ipc'].includes(room));

const floor = (room) => ({
  files: [`electron/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...ROOMS.filter((other) => other !== room && !STANDS_ON[room].includes(other)).map((other) => ({
            regex: `^(\\.\\./)+(electron/)?${other}/`,
            message: `electron/${room} does not stand on electron/${other} (see CONTRIBUTING.md, "The house").`,
          })),
          { regex: '/main\\.js$', message: 'Only Electron starts main.' },
          { regex: '(^|/)renderer/', message: 'Main knows no renderer.' },
        ],
        paths: ELECTRON_FREE.includes(room)
          ? [{ name: 'electron', message: `electron/${room} runs in plain Node; take a port instead.` }]
          : [],
      },
    ],
  },
});

export default ts.config(
  { ignores: ['dist/', 'release/', 'node_modules/', 'test-results/', 'coverage/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Electron types its classes twice (`Electron.Menu`, `CrossProcessExports.Menu`); they are one at run time.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `dot-notation` would fight tsconfig's noPropertyAccessFromIndexSignature.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: { ...globals.browser }, parserOptions: { parser: ts.parser } },
  },
  {
    files: ['renderer/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Windows speak through window.presenceTray alone.' }] },
      ],
    },
  },
  ...ROOMS.map(floor),
  {
    files: ['test/**'],
    rules: {
      // Tests build doubles and read captured JSON; the truth of types is held where the product runs.
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      'max-lines': 'off',
    },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
);
