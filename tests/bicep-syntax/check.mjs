// Parses every .bicep and .bicepparam file under a folder and prints, as JSON, what does not parse and what does.
//
//   node check.mjs ../../infra
//
// For machines without the Bicep compiler. It knows the syntax and the names; it knows no types and writes no template.
// The tests in FitPipeline.Infra.Tests read the output; exit code is 0 whenever the files could be read.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const root = resolve(process.argv[2] ?? '.');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** The functions the estate uses. One that is not here is a slip or a new one to be added with care. */
const functions = new Set([
  'cidrSubnet', 'empty', 'environment', 'guid', 'items', 'loadTextContent', 'replace', 'resourceGroup', 'resourceId', 'string',
  'subscriptionResourceId', 'take', 'tenant', 'toObject', 'union', 'uniqueString',
  'bool', 'readEnvironmentVariable', 'split',
  'allowed', 'description', 'export', 'maxLength', 'maxValue', 'minLength', 'minValue', 'secure',
]);

const files = {};
for (const name of readdirSync(root, { recursive: true }).map(String).sort()) {
  if (/\.bicep(param)?$/.test(name)) {
    const path = join(root, name);
    files[relative(root, path).split(sep).join('/')] = facts(readFileSync(path, 'utf8'), name.endsWith('.bicepparam'));
  }
}

process.stdout.write(JSON.stringify({ files }, null, 1));

function facts(source, isParameters) {
  // The grammar does not know a parameters file, where `param x = 1` gives a value instead of declaring a type. `var` has
  // the same form and, padded, the same columns.
  const text = isParameters ? source.replace(/^param(?=\s)/gm, 'var  ') : source;
  const tree = parser.parse(text);
  const found = {
    errors: [], order: [], imports: [], metadata: [], params: [], variables: [], resources: [], modules: [], outputs: [], types: [],
    unresolved: [], unused: [],
  };

  let decorators = [];
  for (const statement of tree.rootNode.namedChildren) {
    if (statement.type === 'comment' || statement.type === 'diagnostic_comment') {
      continue;
    }
    if (statement.type === 'decorators') {
      decorators = decoratorsOf(statement);
      continue;
    }
    found.order.push(statement.type);
    declare(found, statement, decorators);
    decorators = [];
  }

  walk(tree.rootNode, node => {
    if (node.isError || node.isMissing) {
      const what = node.isMissing ? `missing ${node.type}` : `cannot read: ${node.text.split('\n')[0].slice(0, 80)}`;
      found.errors.push({ ...at(node), what });
    }
  });
  found.errors.push(...runTogether(tree.rootNode));
  resolveNames(found, tree.rootNode, isParameters);
  return found;
}

function declare(found, node, decorators) {
  const name = () => node.namedChildren.find(child => child.type === 'identifier')?.text;
  const last = node.namedChildren.at(-1);
  const entry = extra => ({ name: name(), line: at(node).line, decorators, ...extra });
  switch (node.type) {
    case 'target_scope_assignment':
      found.targetScope = value(last);
      break;
    case 'using_statement':
      found.using = value(last);
      break;
    case 'import_functionality':
      found.imports.push({ from: value(last), names: node.namedChildren.filter(child => child.type === 'identifier').map(child => child.text) });
      break;
    case 'metadata_declaration':
      found.metadata.push(entry({ value: value(last) }));
      break;
    case 'parameter_declaration': {
      const type = node.namedChildren.find(child => child.type === 'type')?.text;
      const hasDefault = node.children.some(child => child.type === '=');
      found.params.push(entry({ type, nullable: type?.endsWith('?') ?? false, hasDefault, default: hasDefault ? value(last) : null }));
      break;
    }
    case 'variable_declaration':
      found.variables.push(entry({ value: value(last) }));
      break;
    case 'output_declaration':
      found.outputs.push(entry({ type: node.namedChildren.find(child => child.type === 'type')?.text, value: value(last) }));
      break;
    case 'type_declaration':
      found.types.push(entry({ members: last.type === 'object' ? membersOf(last) : [], text: last.type === 'object' ? null : last.text }));
      break;
    case 'resource_declaration': {
      const [type, apiVersion] = value(node.namedChildren.find(child => child.type === 'string')).split('@');
      found.resources.push(entry({ type, apiVersion, existing: node.children.some(child => child.type === 'existing'), ...bodyOf(last) }));
      break;
    }
    case 'module_declaration':
      found.modules.push(entry({ path: value(node.namedChildren.find(child => child.type === 'string')), ...bodyOf(last) }));
      break;
  }
}

function bodyOf(node) {
  if (node.type === 'for_statement') {
    const names = node.namedChildren.find(child => child.type === 'for_loop_parameters')?.namedChildren.map(child => child.text)
      ?? [node.childForFieldName('initializer')?.text];
    const over = node.namedChildren.at(-2);
    return { loop: { item: names[0], index: names[1] ?? null, over: value(over) }, ...bodyOf(node.childForFieldName('body')) };
  }
  if (node.type === 'if_statement') {
    return { condition: node.namedChildren[0].text, body: value(node.namedChildren.at(-1)) };
  }
  return { body: value(node) };
}

/** Literals as JSON; anything to be worked out as {"$expression": its text}; a loop as {"$for": ...}. */
function value(node) {
  switch (node?.type) {
    case undefined: return null;
    case 'string': return node.descendantsOfType('interpolation').length > 0 ? { $expression: node.text } : literal(node.text);
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'null': return null;
    case 'array': return node.namedChildren.filter(isNotComment).map(value);
    case 'object': return Object.fromEntries(node.namedChildren.filter(child => child.type === 'object_property').map(property => {
      const [key, content] = property.namedChildren.filter(isNotComment);
      return [key.type === 'string' ? literal(key.text) : key.text, value(content)];
    }));
    case 'for_statement': return { $for: bodyOf(node) };
    default: return { $expression: node.text };
  }
}

function literal(text) {
  if (text.startsWith("'''")) {
    return text.slice(3, -3).replace(/^\r?\n/, '');
  }
  const plain = { n: '\n', r: '\r', t: '\t' };
  return text.slice(1, -1).replace(/\\u\{([0-9a-fA-F]+)\}|\\(.)/g, (_, code, char) => code ? String.fromCodePoint(parseInt(code, 16)) : plain[char] ?? char);
}

function decoratorsOf(node) {
  return node.namedChildren.filter(child => child.type === 'decorator').map(decorator => {
    const call = decorator.namedChildren[0];
    return { name: call.childForFieldName('function').text, arguments: call.childForFieldName('arguments').namedChildren.map(value) };
  });
}

function membersOf(object) {
  const members = [];
  let decorators = [];
  for (const child of object.namedChildren) {
    if (child.type === 'decorators') {
      decorators = decoratorsOf(child);
    } else if (child.type === 'object_property') {
      const [key, type] = child.namedChildren.filter(isNotComment);
      members.push({ name: key.text, type: type.text, nullable: type.type === 'nullable_type', decorators });
      decorators = [];
    }
  }
  return members;
}

/** Bicep separates by new line or comma; the grammar would accept neither. */
function runTogether(rootNode) {
  const errors = [];
  walk(rootNode, node => {
    if (!['infrastructure', 'object', 'array'].includes(node.type)) {
      return;
    }
    const children = node.children.filter(isNotComment);
    for (let i = 1; i < children.length; i++) {
      const [before, after] = [children[i - 1], children[i]];
      const bothContent = before.isNamed && after.isNamed;
      if (bothContent && before.type !== 'decorators' && before.endPosition.row === after.startPosition.row) {
        errors.push({ ...at(after), what: 'two things on one line without a comma between them' });
      }
    }
    const keys = node.type === 'object' ? children.filter(child => child.type === 'object_property').map(child => child.namedChildren[0]) : [];
    for (const [i, key] of keys.entries()) {
      if (keys.slice(0, i).some(other => other.text === key.text)) {
        errors.push({ ...at(key), what: `${key.text} is given twice` });
      }
    }
  });
  return errors;
}

function resolveNames(found, rootNode, isParameters) {
  const declared = new Map();
  for (const kind of ['imports', 'params', 'variables', 'resources', 'modules', 'types']) {
    for (const { name, names, line } of found[kind]) {
      for (const each of names ?? [name]) {
        if (declared.has(each)) {
          found.errors.push({ line, column: 1, what: `${each} is declared twice` });
        }
        declared.set(each, { kind, line, used: false });
      }
    }
  }

  const local = new Set();
  walk(rootNode, node => {
    if (node.type === 'for_statement') {
      const loop = bodyOf(node).loop;
      local.add(loop.item).add(loop.index);
    } else if (node.type === 'lambda_expression') {
      walk(node.children[0], parameter => parameter.type === 'identifier' && local.add(parameter.text));
    }
  });

  walk(rootNode, node => {
    if (node.type !== 'identifier' || !isReference(node) || local.has(node.text)) {
      return;
    }
    if (declared.has(node.text)) {
      declared.get(node.text).used = true;
    } else {
      found.unresolved.push({ ...at(node), what: node.text });
    }
  });

  if (!isParameters) {
    found.unused = [...declared].filter(([, d]) => !d.used && ['params', 'variables', 'imports'].includes(d.kind))
      .map(([name, d]) => ({ line: d.line ?? 1, column: 1, what: name }))
      // What is exported is used elsewhere.
      .filter(({ what }) => ![...found.variables, ...found.types].some(x => x.name === what && x.decorators.some(d => d.name === 'export')));
  }
}

function isReference(node) {
  const parent = node.parent;
  const isFirst = parent.namedChildren.filter(isNotComment)[0]?.id === node.id;
  if (parent.type === 'call_expression' && parent.childForFieldName('function')?.id === node.id) {
    return !functions.has(node.text);
  }
  if (parent.type === 'object_property' && isFirst) {
    return false;
  }
  if (parent.type === 'resource_expression') {
    return parent.childForFieldName('object')?.id === node.id;
  }
  if (parent.type === 'import_functionality' || parent.type.endsWith('_declaration')) {
    return !isFirst && parent.type !== 'import_functionality';
  }
  return true;
}

function walk(node, visit) {
  visit(node);
  for (const child of node.children) {
    walk(child, visit);
  }
}

function isNotComment(node) {
  return node.type !== 'comment' && node.type !== 'diagnostic_comment';
}

function at(node) {
  return { line: node.startPosition.row + 1, column: node.startPosition.column + 1 };
}
