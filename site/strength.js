/**
 * Strengths of claims on a map of arguments: the same numbers as `kb`, for what-if in a page.
 *
 * A classic script without dependencies; it defines `Strength`, and is a module in Node. A graph is
 * the bare form that `kb` reads as JSON: claims {id, score}, arguments {id, kind, premises, target,
 * weight}, premises {id, negated, answer}; kb/reasoning holds the definitions and their sources. For a reader's scenario:
 *
 *     const map = Strength.compile(graph);
 *     const now = map.hold({ "b": 0.8 }).evaluate({ "c": 1 });      // { a: 0.62, b: ..., c: 1 }
 *     map.answers("a", "c");                                        // { yes, no, swing }
 */
(function (root) {
  "use strict";

  const SETTLED = 1e-15;
  const SWEEPS = 1000;
  const CONTRACTION = 0.9;
  const LIMIT = 700;

  /** up / down = e^x with both in (0, 1], so that nothing overflows. */
  function odds(x) {
    const fading = Math.exp(-Math.min(Math.abs(x), LIMIT));
    return x > 0 ? [1, fading] : [fading, 1];
  }

  /** Probabilistic sums of each side, for DF-QuAD; plain sums for the others. */
  function product(pro, con) {
    const spared = (forces) => forces.reduce((left, force) => left * (1 - force), 1);
    return spared(con) - spared(pro);
  }

  const total = (forces) => forces.reduce((before, force) => before + force, 0);

  function sum(pro, con) {
    return total(pro) - total(con);
  }

  /** Sums of which more and more counts less and less, as reasons on one side depend on each other. */
  function damped(rho) {
    const damp = (x) => ((1 + rho) * x) / (1 + rho * x);
    return (pro, con) => damp(total(pro)) - damp(total(con));
  }

  /** Of each semantics: a bound on its slope, how forces combine, and what energy does. */
  const SEMANTICS = {
    "log-odds": (beta, rho) => ({
      steepness: (beta * (1 + rho)) / 4,
      energy: damped(rho),
      strength(tau, rest, energy) {
        const [up, down] = odds(beta * energy);
        return (tau * up) / (tau * up + rest * down);
      },
    }),
    qe: () => ({
      steepness: 0.65,
      energy: sum,
      strength(tau, rest, energy) {
        const way = (energy * energy) / (1 + energy * energy);
        return energy > 0 ? tau + rest * way : tau - tau * way;
      },
    }),
    "dfquad": () => ({
      steepness: 1,
      energy: product,
      strength: (tau, rest, energy) => tau + (energy > 0 ? rest : tau) * energy,
    }),
    euler: () => ({
      steepness: 0.25,
      energy: sum,
      strength(tau, rest, energy) {
        if (energy === 0) return tau;
        const [up, down] = odds(energy);
        return 1 - (rest * (1 + tau) * down) / (down + tau * up);
      },
    }),
  };

  /** Prepare a graph. Options: semantics ("log-odds"), beta (1), rho (1), guard (true). */
  function compile(graph, options = {}) {
    const { semantics = "log-odds", beta = 1, rho = 1, guard = true } = options;
    if (!Object.hasOwn(SEMANTICS, semantics)) throw new Error(`no semantics is called ${semantics}`);
    const map = index(graph);
    map.name = semantics;
    map.beta = beta;
    map.semantics = SEMANTICS[semantics](beta, rho);
    map.components = components(map);
    if (guard) weaken(map);
    return view(map, Float64Array.from(map.scores), Float64Array.from(map.scores, (s) => 1 - s));
  }

  /** Ids to numbers; for each claim its arguments, for each of those its undercuts, deepest first. */
  function index(graph) {
    const ids = graph.claims.map((claim) => claim.id);
    const claimAt = new Map(ids.map((id, i) => [id, i]));
    const given = graph.arguments || [];
    const argumentAt = new Map(given.map((argument, i) => [argument.id, i]));
    const find = (at, id) => {
      if (!at.has(id)) throw new Error(`the graph has no ${id}`);
      return at.get(id);
    };
    const args = given.map((argument) => ({
      sign: { supports: 1, rebuts: -1, undercuts: 0 }[argument.kind],
      weight: argument.weight ?? 1,
      target: find(argument.kind === "undercuts" ? argumentAt : claimAt, argument.target),
      premises: argument.premises.map((premise) => ({
        claim: find(claimAt, premise.id ?? premise),
        negated: premise.negated === true,
        answer: premise.answer === true,
      })),
      undercutters: [],
    }));
    for (const argument of args) {
      if (argument.sign === 0) args[argument.target].undercutters.push(argument);
    }
    const onto = ids.map(() => []);
    for (const argument of args) {
      if (argument.sign === 0) continue;
      argument.chain = [argument];
      for (const each of argument.chain) argument.chain.push(...each.undercutters);
      argument.chain.reverse(); // so that each comes after those that undercut it
      onto[argument.target].push(argument);
    }
    const scores = graph.claims.map((claim) => claim.score ?? 0.5);
    return { ids, claimAt, onto, scores };
  }

  /** Strong components (Tarjan 1972), each after those it reads; without recursion. */
  function components(map) {
    const reads = map.onto.map((args) =>
      args.flatMap(({ chain }) => chain.flatMap(({ premises }) => premises.map((p) => p.claim))),
    );
    const number = new Int32Array(reads.length);
    const low = new Int32Array(reads.length);
    const upcoming = new Int32Array(reads.length);
    const closed = new Uint8Array(reads.length);
    const found = [];
    const path = [];
    let count = 0;
    for (let start = 0; start < reads.length; start += 1) {
      const calls = number[start] ? [] : [start];
      while (calls.length) {
        const node = calls[calls.length - 1];
        if (!number[node]) {
          number[node] = low[node] = count += 1;
          path.push(node);
        }
        while (upcoming[node] < reads[node].length) {
          const near = reads[node][upcoming[node]];
          if (!number[near]) {
            calls.push(near);
            break;
          }
          if (!closed[near]) low[node] = Math.min(low[node], low[near]);
          upcoming[node] += 1;
        }
        if (calls[calls.length - 1] !== node) continue;
        calls.pop();
        if (low[node] === number[node]) {
          const members = path.splice(path.lastIndexOf(node));
          for (const member of members) closed[member] = 1;
          const cyclic = members.length > 1 || reads[node].includes(node);
          found.push({ members, cyclic });
        }
      }
    }
    return found;
  }

  /** The guard: scale what reaches into a claim's own component, so that there is one answer. */
  function weaken(map) {
    const component = new Int32Array(map.ids.length);
    map.components.forEach(({ members }, i) => members.forEach((claim) => (component[claim] = i)));
    map.scaled = [];
    map.onto.forEach((args, claim) => {
      const inside = args.map(
        ({ chain }) =>
          chain
            .flatMap(({ premises }) => premises)
            .filter((p) => component[p.claim] === component[claim])
            .reduce((before, { answer }) => before + (answer ? 2 : 1), 0), // a lean is twice as steep
      );
      const load = args.reduce((before, { weight }, i) => before + weight * inside[i], 0);
      const factor = CONTRACTION / (map.semantics.steepness * load);
      if (load === 0 || factor >= 1) return;
      map.scaled.push({ claim: map.ids[claim], factor });
      args.forEach((argument, i) => {
        if (inside[i]) argument.weight *= factor;
      });
    });
  }

  /** A map with base scores: tau, and rest = 1 - tau, apart, so that one next to 1 keeps its digits. */
  function view(map, tau, rest) {
    return {
      scaled: map.scaled || [],
      evaluate: (set = {}) => named(map, solve(map, tau, rest, clamps(map, set))),
      hold: (credences) => calibrate(map, tau, rest, clamps(map, credences)),
      answers(conclusion, claim, set = {}) {
        const at = map.claimAt.get(conclusion);
        const answer = (x) => solve(map, tau, rest, clamps(map, { ...set, [claim]: x }))[at];
        const [yes, no] = [answer(1), answer(0)];
        return { yes, no, swing: yes - no };
      },
    };
  }

  function clamps(map, values) {
    const found = new Map();
    for (const [id, value] of Object.entries(values)) {
      if (!map.claimAt.has(id)) throw new Error(`no claim of the graph is called ${id}`);
      if (!(value >= 0 && value <= 1)) throw new Error(`the value of ${id} is not between 0 and 1`);
      found.set(map.claimAt.get(id), value);
    }
    return found;
  }

  function named(map, x) {
    const found = Object.create(null);
    map.ids.forEach((id, i) => (found[id] = x[i]));
    return found;
  }

  function energy(map, claim, x) {
    const pro = [];
    const con = [];
    for (const { sign, chain } of map.onto[claim]) {
      for (const argument of chain) {
        argument.force = argument.weight;
        for (const { claim: p, negated, answer } of argument.premises) {
          const straight = negated ? 1 - x[p] : x[p];
          argument.force *= answer ? Math.max(0, 2 * straight - 1) : straight;
        }
        for (const undercutter of argument.undercutters) argument.force *= 1 - undercutter.force;
      }
      (sign > 0 ? pro : con).push(chain[chain.length - 1].force);
    }
    return map.semantics.energy(pro, con);
  }

  function solve(map, tau, rest, held) {
    const x = Float64Array.from(tau);
    for (const [claim, value] of held) x[claim] = value;
    for (const { members, cyclic } of map.components) {
      for (let sweep = 0; sweep < (cyclic ? SWEEPS : 1); sweep += 1) {
        let change = 0;
        for (const claim of members) {
          if (held.has(claim) || !map.onto[claim].length) continue;
          const after = map.semantics.strength(tau[claim], rest[claim], energy(map, claim, x));
          change = Math.max(change, Math.abs(after - x[claim]));
          x[claim] = after;
        }
        if (change <= SETTLED) break;
      }
    }
    return x;
  }

  /** The view in which the reasons on the map lead to these credences: logit tau = logit c - E. */
  function calibrate(map, tau, rest, held) {
    if (map.name !== "log-odds") throw new Error("views need the log-odds semantics");
    const x = solve(map, tau, rest, held);
    const [pro, con] = [Float64Array.from(tau), Float64Array.from(rest)];
    for (const [claim, credence] of held) {
      const [up, down] = odds(-map.beta * energy(map, claim, x));
      const total = credence * up + (1 - credence) * down;
      pro[claim] = (credence * up) / total;
      con[claim] = ((1 - credence) * down) / total;
    }
    return view(map, pro, con);
  }

  const Strength = { compile, semantics: Object.keys(SEMANTICS) };
  root.Strength = Strength;
  if (typeof module === "object" && module.exports) module.exports = Strength;
})(typeof globalThis === "object" ? globalThis : this);
