import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The floors of the house (CONTRIBUTING.md). Imports run downwards only, and each room may import from the floors below
 * it. `demo-org` stands beside `session` and uses only the models of `genesys`.
 */
const FLOORS = [
  ['api-tool'],
  ['app'],
  ['desktop'],
  ['ipc'],
  ['history', 'schedule', 'team', 'manage', 'updates', 'presence'],
  ['session', 'demo-org'],
  ['genesys'],
  ['settings'],
];
const ROOMS = FLOORS.flat();
const below = (room) => FLOORS.slice(FLOORS.findIndex((floor) => floor.includes(room)) + 1).flat();
const STANDS_ON = Object.fromEntries(ROOMS.map((room) => [room, below(room)]));
STANDS_ON['demo-org'] = ['genesys'];
// Only the app starts the demo org. Rooms in between must not know it.
for (const room of ['desktop', 'ipc', 'history', 'schedule', 'team', 'manage', 'updates', 'presence'])
  STANDS_ON[room] = STANDS_ON[room].filter((other) => other !== 'demo-org');
/** These rooms run in plain Node and are handed what they need of Electron. */
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

/** `ts.TypeFlags.String`, and `Any` with `Unknown`. */
const STRING = 32;
const ANY = 3;
/**
 * Forbids words from outside as keys of our tables, because every object has `constructor` and `__proto__`. Use a `Map`
 * for such a table, or `electron/look-up.ts` to read it and `Object.fromEntries` to build it.
 */
const ownKeys = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      own: 'This key may be `constructor` or `__proto__`: use Object.hasOwn(), lookUp() of electron/look-up.ts, a Map or Object.fromEntries().',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();
    const isAnyWord = (node) => (services.getTypeAtLocation(node).flags & (STRING | ANY)) !== 0;
    return {
      MemberExpression(node) {
        if (!node.computed || !isAnyWord(node.property)) return;
        const { object, property, parent } = node;
        const text = (part) => context.sourceCode.getText(part);
        const looked = `Object.hasOwn(${text(object)}, ${text(property)})`;
        if (parent.type === 'ConditionalExpression' && parent.consequent === node && text(parent.test) === looked)
          return;
        const table = checker.getNonNullableType(services.getTypeAtLocation(object));
        if (checker.getIndexInfoOfType(table, 0)) context.report({ node, messageId: 'own' });
      },
      'BinaryExpression[operator="in"]'(node) {
        if (node.left.type !== 'PrivateIdentifier' && isAnyWord(node.left)) context.report({ node, messageId: 'own' });
      },
    };
  },
};

/** What a window shows or a screen reader says. `label`, `hint`, `text` and `heading` are those of our components. */
const SPOKEN = /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint)$/;
const SPOKEN_BY_COMPONENTS = /^(text|heading)$/;
/** What Electron shows of menus, notifications and dialogs. */
const SHOWN =
  /^(label|sublabel|toolTip|title|subtitle|body|message|detail|buttons|buttonLabel|checkboxLabel|closeButtonText|replyPlaceholder)$/;
const SHOWING = /^(setToolTip|setTitle|showErrorBox)$/;
const isWords = (text) => /\p{L}{2,}/u.test(text);
/** `tray.signIn`: a key of the catalogue. */
const isKey = (text) => /^[a-z]\w*(\.\w+)+$/.test(text);
/** An address or an id that shows how to fill in a field. */
const isExample = (text) => /^(https?:\/\/|x+-)\S*$/.test(text);
const wordsOf = (node) => {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  return node?.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked).join(' ') : '';
};

/** Every text that a person sees is in the catalogue (docs/adr/0005). */
const fixedText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { fixed: 'This text is not in the catalogue: add a key to every file of assets/locales/ and use t().' },
  },
  create(context) {
    const judge = (node, text) => {
      if (isWords(text) && !isKey(text.trim()) && !isExample(text)) context.report({ node, messageId: 'fixed' });
    };
    const isSpoken = (attribute) => {
      const { name } = attribute.key ?? {};
      if (typeof name !== 'string') return false;
      const { kind, name: tag } = attribute.parent.parent;
      if (kind === 'component' && tag.name === 'IconButton' && name === 'name') return true;
      return SPOKEN.test(name) || (kind === 'component' && SPOKEN_BY_COMPONENTS.test(name));
    };
    /** Whether a value becomes text as it stands: `{cond ? 'yes' : 'no'}`, but not `{t('key')}`. */
    const becomesText = (node) => {
      let { parent } = node;
      for (let child = node; ; child = parent, parent = parent.parent) {
        if (parent.type === 'ConditionalExpression' && parent.test !== child) continue;
        if (parent.type === 'LogicalExpression') continue;
        if (parent.type !== 'SvelteMustacheTag') return false;
        return parent.parent.type === 'SvelteAttribute' ? isSpoken(parent.parent) : parent.kind === 'text';
      }
    };
    const inMarkup = (node) => {
      if (becomesText(node)) judge(node, wordsOf(node));
    };
    return {
      SvelteText(node) {
        if (/^Svelte(Element|IfBlock|ElseBlock|EachBlock|AwaitBlock|SnippetBlock|KeyBlock)/.test(node.parent.type))
          judge(node, node.value);
      },
      SvelteLiteral(node) {
        if (node.parent.type === 'SvelteAttribute' && isSpoken(node.parent)) judge(node, node.value);
      },
      'SvelteMustacheTag Literal': inMarkup,
      'SvelteMustacheTag TemplateLiteral': inMarkup,
      'Property[computed=false]'(node) {
        if (!SHOWN.test(node.key.name ?? '') || !/\/electron\/(app|desktop|main)/.test(context.filename)) return;
        const values = node.key.name === 'buttons' ? (node.value.elements ?? []) : [node.value];
        for (const value of values) judge(node, wordsOf(value));
      },
      'CallExpression[callee.type="MemberExpression"]'(node) {
        if (SHOWING.test(node.callee.property.name ?? ''))
          for (const word of node.arguments) judge(node, wordsOf(word));
      },
    };
  },
};

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
      // Electron types its classes twice (`Electron.Menu`, `CrossProcessExports.Menu`). At run time they are one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `dot-notation` conflicts with tsconfig's noPropertyAccessFromIndexSignature.
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
  {
    files: ['electron/**/*.ts', 'assets/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.svelte'],
    plugins: { house: { rules: { 'own-keys': ownKeys, 'fixed-text': fixedText } } },
    rules: { 'house/own-keys': 'error', 'house/fixed-text': 'error' },
  },
  ...ROOMS.map(floor),
  {
    files: ['test/**'],
    rules: {
      // Tests build doubles and read captured JSON. Types only have to be proved where the product runs.
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
