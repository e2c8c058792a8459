// What the jsonata package needs besides ES5, and what Step Functions adds to it (reference 4.2). Evaluated in Duktape
// before the package itself; gw.* functions are native (jsonata_heap.cpp).
var gw = this.gw;

// Promises, as far as the package's asynchronous functions use them. Jobs stand in a queue that gw.drain works off.
var Promise = (function () {
    var jobs = [];

    function Promise(executor) {
        this._state = 0; // 0 pending, 1 fulfilled, 2 rejected
        this._value = undefined;
        this._waiting = [];
        resolveWith(this, executor);
    }

    function resolveWith(promise, executor) {
        var isDone = false;
        try {
            executor(function (value) {
                if (!isDone) { isDone = true; resolve(promise, value); }
            }, function (reason) {
                if (!isDone) { isDone = true; settle(promise, 2, reason); }
            });
        } catch (error) {
            if (!isDone) { isDone = true; settle(promise, 2, error); }
        }
    }

    function resolve(promise, value) {
        if (value === promise)
            return settle(promise, 2, new TypeError('A promise cannot be its own value'));
        if (value !== null && (typeof value === 'object' || typeof value === 'function')) {
            var then;
            try { then = value.then; } catch (error) { return settle(promise, 2, error); }
            if (typeof then === 'function' && value instanceof Promise) {
                jobs.push(function () {
                    resolveWith(promise, function (fulfil, reject) { then.call(value, fulfil, reject); });
                });
                return;
            }
        }
        settle(promise, 1, value);
    }

    function settle(promise, state, value) {
        promise._state = state;
        promise._value = value;
        var waiting = promise._waiting;
        promise._waiting = null;
        for (var i = 0; i < waiting.length; i++)
            schedule(promise, waiting[i]);
    }

    function schedule(promise, reaction) {
        jobs.push(function () {
            var handler = promise._state === 1 ? reaction.onFulfilled : reaction.onRejected;
            if (typeof handler !== 'function') {
                if (promise._state === 1) resolve(reaction.next, promise._value);
                else settle(reaction.next, 2, promise._value);
                return;
            }
            var result;
            try { result = handler(promise._value); } catch (error) { return settle(reaction.next, 2, error); }
            resolve(reaction.next, result);
        });
    }

    Promise.prototype.then = function (onFulfilled, onRejected) {
        var reaction = { onFulfilled: onFulfilled, onRejected: onRejected, next: new Promise(function () {}) };
        if (this._state === 0) this._waiting.push(reaction);
        else schedule(this, reaction);
        return reaction.next;
    };
    Promise.prototype['catch'] = function (onRejected) { return this.then(undefined, onRejected); };
    Promise.resolve = function (value) {
        return value instanceof Promise ? value : new Promise(function (fulfil) { fulfil(value); });
    };
    Promise.reject = function (reason) { return new Promise(function (fulfil, reject) { reject(reason); }); };
    Promise.all = function (values) {
        return new Promise(function (fulfil, reject) {
            var results = new Array(values.length), left = values.length;
            if (left === 0) fulfil(results);
            Array.prototype.forEach.call(values, function (value, i) {
                Promise.resolve(value).then(function (result) {
                    results[i] = result;
                    if (--left === 0) fulfil(results);
                }, reject);
            });
        });
    };

    gw.drain = function () {
        var next = 0;
        while (next < jobs.length) {
            jobs[next++]();
            if (next === 1024) { jobs.splice(0, next); next = 0; }
        }
        jobs = [];
    };
    return Promise;
})();

// Regular expressions run natively, with limits; the package builds them through this name.
var GwRegExp = function (pattern, flags) {
    this.source = pattern && pattern.source !== undefined ? pattern.source : String(pattern);
    this.flags = pattern && pattern.flags !== undefined ? pattern.flags : flags || '';
    this.lastIndex = 0;
    gw.regexCheck(this.source, this.flags);
};
GwRegExp.prototype.exec = function (text) {
    var isGlobal = this.flags.indexOf('g') >= 0;
    var match = gw.regexExec(this.source, this.flags, text, isGlobal ? this.lastIndex : 0);
    if (isGlobal) this.lastIndex = match === null ? 0 : match.index + match[0].length;
    return match;
};

(function () {
    function polyfill(owner, name, value) {
        if (!owner[name]) Object.defineProperty(owner, name, { value: value, writable: true, configurable: true });
    }
    polyfill(Number, 'isInteger', function (n) { return typeof n === 'number' && isFinite(n) && Math.floor(n) === n; });
    polyfill(Number, 'isSafeInteger', function (n) { return Number.isInteger(n) && Math.abs(n) <= 9007199254740991; });
    polyfill(Number, 'isNaN', function (n) { return n !== n; });
    polyfill(Number, 'isFinite', function (n) { return typeof n === 'number' && isFinite(n); });
    polyfill(Math, 'trunc', function (n) { return n < 0 ? Math.ceil(n) : Math.floor(n); });
    polyfill(Math, 'log10', function (n) { return Math.log(n) / Math.LN10; });
    polyfill(Object, 'assign', function (target) {
        for (var i = 1; i < arguments.length; i++)
            for (var key in arguments[i])
                if (Object.prototype.hasOwnProperty.call(arguments[i], key)) target[key] = arguments[i][key];
        return target;
    });
    polyfill(Object, 'values', function (o) { return Object.keys(o).map(function (key) { return o[key]; }); });
    polyfill(Object, 'entries', function (o) { return Object.keys(o).map(function (key) { return [key, o[key]]; }); });
    polyfill(Array, 'from', function (source, map) {
        var items = typeof source === 'string' ? gw.characters(source) : Array.prototype.slice.call(source);
        return map ? items.map(map) : items;
    });
    polyfill(Array, 'of', function () { return Array.prototype.slice.call(arguments); });
    polyfill(Array.prototype, 'find', function (holds) {
        for (var i = 0; i < this.length; i++) if (holds(this[i], i, this)) return this[i];
    });
    polyfill(Array.prototype, 'findIndex', function (holds) {
        for (var i = 0; i < this.length; i++) if (holds(this[i], i, this)) return i;
        return -1;
    });
    polyfill(Array.prototype, 'fill', function (value) {
        for (var i = 0; i < this.length; i++) this[i] = value;
        return this;
    });
    polyfill(Array.prototype, 'includes', function (value) { return this.indexOf(value) >= 0; });
    polyfill(String.prototype, 'includes', function (part) { return this.indexOf(part) >= 0; });
    polyfill(String.prototype, 'startsWith', function (part) { return this.slice(0, part.length) === part; });
    polyfill(String.prototype, 'endsWith', function (part) {
        return part.length <= this.length && this.slice(this.length - part.length) === part;
    });
    polyfill(String.prototype, 'repeat', function (count) { return new Array(count + 1).join(this); });
    polyfill(String.prototype, 'padStart', function (length, fill) {
        var missing = length - this.length;
        return missing > 0 ? (new Array(missing + 1).join(fill || ' ')).slice(0, missing) + this : String(this);
    });
    polyfill(String.prototype, 'padEnd', function (length, fill) {
        var missing = length - this.length;
        return missing > 0 ? this + (new Array(missing + 1).join(fill || ' ')).slice(0, missing) : String(this);
    });
    polyfill(String.prototype, 'codePointAt', function (at) {
        var high = this.charCodeAt(at), low = this.charCodeAt(at + 1);
        return high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000
            ? (high - 0xD800) * 0x400 + low - 0xDC00 + 0x10000 : high;
    });
    polyfill(String, 'fromCodePoint', function () {
        var text = '';
        for (var i = 0; i < arguments.length; i++) {
            var c = arguments[i];
            text += c < 0x10000 ? String.fromCharCode(c)
                : String.fromCharCode(0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
        return text;
    });
    gw.characters = function (text) {
        var characters = [];
        for (var i = 0; i < text.length; i++) {
            var pair = text.codePointAt(i) > 0xFFFF;
            characters.push(pair ? text.slice(i, i + 2) : text.charAt(i));
            if (pair) i++;
        }
        return characters;
    };

    // The functions Step Functions has besides the package's own; $eval it does not have.
    function wrong(message) { return { code: 'D3000', message: message }; }
    // As the package's own functions give them: one item stands for itself.
    function asSequence(items) {
        return Object.defineProperty(items, 'sequence', { enumerable: false, value: true });
    }
    function partition(items, size) {
        if (items === undefined) return undefined;
        if (!(size >= 1)) throw wrong('$partition needs a chunk size above zero');
        var chunks = [];
        for (var i = 0; i < items.length; i += Math.floor(size)) chunks.push(items.slice(i, i + Math.floor(size)));
        return chunks;
    }
    function range(first, last, step) {
        if (!step) throw wrong('$range needs a step other than zero');
        var numbers = [];
        for (var n = first; step > 0 ? n <= last : n >= last; n += step) {
            if (numbers.length === 1000) throw wrong('$range gives more than 1000 items');
            numbers.push(n);
        }
        return asSequence(numbers);
    }
    function parse(text) {
        if (text === undefined) return undefined;
        try { return JSON.parse(text); } catch (error) { throw wrong('$parse was given text that is no JSON'); }
    }
    // The package's own compares every item with every other and cannot be interrupted at it.
    function distinct(items) {
        if (!Array.isArray(items) || items.length <= 1) return items;
        var seen = {}, kept = [];
        for (var i = 0; i < items.length; i++) {
            var key = typeof items[i] + gw.stableText(items[i]);
            if (!Object.prototype.hasOwnProperty.call(seen, key)) { seen[key] = true; kept.push(items[i]); }
        }
        return items.sequence ? asSequence(kept) : kept;
    }
    gw.stableText = function (value) {
        if (Array.isArray(value)) return '[' + value.map(gw.stableText).join(',') + ']';
        if (value !== null && typeof value === 'object')
            return '{' + Object.keys(value).sort().map(function (key) {
                return JSON.stringify(key) + ':' + gw.stableText(value[key]);
            }).join(',') + '}';
        return JSON.stringify(value);
    };

    function compile(text) {
        var compiled = gw.jsonata(text, { RegexEngine: GwRegExp });
        compiled.assign(Symbol['for']('jsonata.__evaluate_entry'), gw.tick);
        compiled.registerFunction('partition', partition, '<an:a<a>>');
        compiled.registerFunction('range', range, '<nnn:a<n>>');
        compiled.registerFunction('hash', gw.hash, '<s-s:s>');
        compiled.registerFunction('random', gw.random, '<n?:n>');
        compiled.registerFunction('uuid', gw.uuid, '<:s>');
        compiled.registerFunction('parse', parse, '<s-:x>');
        compiled.registerFunction('distinct', distinct, '<x:x>');
        return compiled;
    }

    var known = {}, count = 0;
    function compiled(text) {
        var key = '$' + text;
        if (!known[key]) {
            if (++count > 1000) { known = {}; count = 1; }
            known[key] = compile(text);
        }
        return known[key];
    }

    function words(error) {
        if (error === null || typeof error !== 'object') return String(error);
        return (error.code ? error.code + ': ' : '') + (error.message || String(error));
    }

    // "v" and the value as JSON; "u": it gives nothing; "e" and the error.
    gw.evaluate = function (text, bindingsText) {
        var outcome = 'eThe expression did not come to an end.';
        try {
            var bindings = JSON.parse(bindingsText);
            bindings['eval'] = undefined;
            compiled(text).evaluate(undefined, bindings).then(function (value) {
                if (value === undefined) outcome = 'u';
                else if (typeof value === 'function' || (value && value._jsonata_lambda))
                    outcome = 'eThe expression gives a function.';
                else outcome = 'v' + JSON.stringify(value);
            }).then(undefined, function (error) { outcome = 'e' + words(error); });
            gw.drain();
        } catch (error) {
            outcome = 'e' + words(error);
        }
        return outcome;
    };
    gw.check = function (text) {
        try { compiled(text); } catch (error) { return 'e' + words(error); }
        return 'v';
    };
})();
