// The heap: its allocator, what the prelude calls natively, and how a limit ends an evaluation.
#include "gateway-engine/states/jsonata_heap.h"

#if GW_HAS_JSONATA

#include "gateway-engine/crypto/digest.h"
#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/jsonata_heap_memory.h"
#include "gateway-engine/states/jsonata_regex.h"
#include "gateway-engine/states/jsonata_sources.h"

#include <duktape.h>

namespace gw::engine::states {

bool hasJsonata()
{
    return true;
}

struct JsonataHeap::Impl
{
    Impl(Services& s, const JsonataLimits& l) : services(s), limits(l) {}

    Services& services;
    JsonataLimits limits;
    HeapMemory memory;
    JsonataRegexes regexes;
    duk_context* context = nullptr; // its blocks are the memory's
    bool isSpent = false;
};

namespace {

// Duktape writes what is outside the basic plane as two surrogates of three bytes each (CESU-8).
std::string fromCesu(std::string_view text)
{
    std::string utf8;
    utf8.reserve(text.size());
    const auto unit = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0x0FU) << 12U |
               (static_cast<unsigned char>(text[at + 1]) & 0x3FU) << 6U |
               (static_cast<unsigned char>(text[at + 2]) & 0x3FU);
    };
    const auto isUnit = [&](std::size_t at) {
        return at + 2 < text.size() && static_cast<unsigned char>(text[at]) == 0xED;
    };
    for (std::size_t i = 0; i < text.size();) {
        if (isUnit(i) && isUnit(i + 3)) {
            const unsigned high = unit(i);
            const unsigned low = unit(i + 3);
            if (high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                const unsigned c = 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
                utf8 += static_cast<char>(0xF0U | c >> 18U);
                utf8 += static_cast<char>(0x80U | (c >> 12U & 0x3FU));
                utf8 += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
                utf8 += static_cast<char>(0x80U | (c & 0x3FU));
                i += 6;
                continue;
            }
        }
        utf8 += text[i++];
    }
    return utf8Repaired(utf8);
}

std::string toCesu(std::string_view utf8)
{
    std::string text;
    text.reserve(utf8.size());
    const auto add = [&](unsigned unit) {
        text += static_cast<char>(0xE0U | unit >> 12U);
        text += static_cast<char>(0x80U | (unit >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (unit & 0x3FU));
    };
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        if (first < 0xF0 || i + 3 >= utf8.size()) {
            text += utf8[i++];
            continue;
        }
        const auto bits = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]) & 0x3FU; };
        const unsigned c = ((first & 7U) << 18U | bits(i + 1) << 12U | bits(i + 2) << 6U | bits(i + 3)) - 0x10000;
        add(0xD800 + (c >> 10U));
        add(0xDC00 + (c & 0x3FFU));
        i += 4;
    }
    return text;
}

std::string_view textAt(duk_context* context, duk_idx_t index)
{
    duk_size_t size = 0;
    const char* text = duk_require_lstring(context, index, &size);
    return {text, size};
}

void pushText(duk_context* context, std::string_view utf8)
{
    const std::string text = toCesu(utf8);
    duk_push_lstring(context, text.data(), text.size());
}

duk_ret_t throwText(duk_context* context, std::string_view message)
{
    duk_push_object(context);
    duk_push_lstring(context, message.data(), message.size());
    duk_put_prop_string(context, -2, "message");
    duk_push_string(context, "D3010");
    duk_put_prop_string(context, -2, "code");
    return duk_throw(context);
}

} // namespace

// What the prelude's gw object offers; each is found through the heap's user data.
struct JsonataNatives
{
    static JsonataHeap::Impl& of(duk_context* context)
    {
        duk_memory_functions functions;
        duk_get_memory_functions(context, &functions);
        return *static_cast<JsonataHeap::Impl*>(static_cast<HeapMemory*>(functions.udata)->owner);
    }
    static duk_ret_t tick(duk_context* context)
    {
        of(context).memory.checkTime();
        return 0;
    }
    static duk_ret_t hash(duk_context* context)
    {
        bool isKnown = false;
        {
            const std::string data = fromCesu(textAt(context, 0));
            const std::string algorithm = duk_is_undefined(context, 1) ? "SHA-256" : fromCesu(textAt(context, 1));
            if (const auto digest = hexDigest(algorithm, data)) {
                isKnown = true;
                pushText(context, *digest);
            }
        }
        return isKnown ? 1 : throwText(context, "$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512");
    }
    static duk_ret_t random(duk_context* context)
    {
        std::uint64_t bits = 0;
        if (duk_is_number(context, 0)) { // the same seed gives the same number: SplitMix64's step
            bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(duk_get_number(context, 0))) +
                   0x9E3779B97F4A7C15ULL;
            bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9ULL;
            bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBULL;
            bits ^= bits >> 31U;
        } else {
            bits = of(context).services.random();
        }
        duk_push_number(context, static_cast<double>(bits >> 11U) * 0x1.0p-53);
        return 1;
    }
    static duk_ret_t uuid(duk_context* context)
    {
        pushText(context, newRequestId(of(context).services));
        return 1;
    }
    static duk_ret_t regexCheck(duk_context* context)
    {
        std::string problem;
        {
            const auto found = of(context).regexes.find(fromCesu(textAt(context, 0)), textAt(context, 1));
            if (!found)
                problem = found.error();
        }
        if (problem.empty())
            return 0;
        pushText(context, problem);
        problem = {};
        duk_push_object(context);
        duk_swap_top(context, -2);
        duk_put_prop_string(context, -2, "message");
        duk_push_string(context, "S0301");
        duk_put_prop_string(context, -2, "code");
        return duk_throw(context);
    }
    // An array like that of RegExp.prototype.exec, or null.
    static duk_ret_t regexExec(duk_context* context)
    {
        JsonataHeap::Impl& impl = of(context);
        impl.memory.checkTime();
        const auto from = static_cast<std::size_t>(std::max(0.0, duk_to_number(context, 3)));
        JsonataRegexes::Match match;
        bool isTooHard = false;
        {
            const auto regex = impl.regexes.find(fromCesu(textAt(context, 0)), textAt(context, 1));
            void* text = duk_get_heapptr(context, 2);
            if (!impl.regexes.isSubject(text)) {
                impl.regexes.setSubject(text, fromCesu(textAt(context, 2)));
                duk_push_global_stash(context); // keeps the text, and so its address
                duk_dup(context, 2);
                duk_put_prop_string(context, -2, "subject");
                duk_pop(context);
            }
            if (regex)
                isTooHard = !impl.regexes.match(**regex, from, match);
        }
        if (isTooHard)
            return throwText(context, "the regular expression takes too many steps");
        if (!match.isFound) {
            duk_push_null(context);
            return 1;
        }
        duk_push_array(context);
        for (std::size_t i = 0; i < match.groups.size(); ++i) {
            if (match.groups[i])
                pushText(context, *match.groups[i]);
            else
                duk_push_undefined(context);
            duk_put_prop_index(context, -2, static_cast<duk_uarridx_t>(i));
        }
        duk_push_number(context, static_cast<double>(match.index));
        duk_put_prop_string(context, -2, "index");
        return 1;
    }
    static void fatal(void*, const char* message) { throw HeapLimit(message ? message : "The engine gave up."); }

    static void put(duk_context* context, const char* name, duk_c_function function, duk_idx_t arguments)
    {
        duk_push_c_function(context, function, arguments);
        duk_put_prop_string(context, -2, name);
    }
    static void offer(duk_context* context)
    {
        duk_push_object(context);
        put(context, "tick", tick, 0);
        put(context, "hash", hash, 2);
        put(context, "random", random, 1);
        put(context, "uuid", uuid, 0);
        put(context, "regexCheck", regexCheck, 2);
        put(context, "regexExec", regexExec, 4);
        duk_put_global_string(context, "gw");
    }
    static void run(duk_context* context, std::string_view source)
    {
        duk_eval_lstring_noresult(context, source.data(), source.size());
    }
    // Inside a function, so that the package's RegExp is ours.
    static std::string wrappedPackage()
    {
        std::string package = "gw.jsonata = (function (RegExp) { var module = undefined, exports = undefined;";
        package += jsonataPackage();
        return package += "\nreturn jsonata; })(GwRegExp);";
    }
    static duk_ret_t load(duk_context* context, void* package)
    {
        offer(context);
        run(context, jsonataPrelude());
        run(context, *static_cast<const std::string*>(package));
        return 0;
    }
    struct Call
    {
        const char* name;
        std::string a;
        std::string b;
        std::string result;
    };
    static duk_ret_t call(duk_context* context, void* data)
    {
        Call& call = *static_cast<Call*>(data);
        duk_get_global_string(context, "gw");
        duk_get_prop_string(context, -1, call.name);
        duk_push_lstring(context, call.a.data(), call.a.size());
        duk_push_lstring(context, call.b.data(), call.b.size());
        duk_call(context, 2);
        call.result = fromCesu(textAt(context, -1));
        return 0;
    }
};

JsonataHeap::JsonataHeap(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

JsonataHeap::~JsonataHeap() = default; // its memory gives every block back; no finalizer is of interest

bool JsonataHeap::isSpent() const
{
    return m_impl->isSpent;
}

std::unique_ptr<JsonataHeap> JsonataHeap::create(Services& services, const JsonataLimits& limits)
{
    auto impl = std::make_unique<Impl>(services, limits);
    impl->memory.owner = impl.get();
    constexpr std::chrono::seconds loading{60}; // measured: 50 ms; under sanitizers on a busy machine much longer
    impl->memory.limit(limits.bytes, loading);
    std::unique_ptr<JsonataHeap> heap(new JsonataHeap(std::move(impl)));
    Impl& made = *heap->m_impl;
    std::string package = JsonataNatives::wrappedPackage();
    try {
        made.context = duk_create_heap(HeapMemory::allocate, HeapMemory::reallocate, HeapMemory::release, &made.memory,
                                       JsonataNatives::fatal);
        if (!made.context || duk_safe_call(made.context, JsonataNatives::load, &package, 0, 1) != DUK_EXEC_SUCCESS)
            made.isSpent = true;
    } catch (const HeapLimit&) {
        made.isSpent = true;
    }
    made.memory.setBase();
    return heap;
}

std::string JsonataHeap::call(const char* name, std::string_view a, std::string_view b)
{
    if (m_impl->isSpent)
        return "eThe JSONata engine could not be started.";
    JsonataNatives::Call call{name, toCesu(a), toCesu(b), {}};
    m_impl->memory.limit(m_impl->limits.bytes, m_impl->limits.time);
    try {
        if (duk_safe_call(m_impl->context, JsonataNatives::call, &call, 0, 1) != DUK_EXEC_SUCCESS) {
            duk_size_t size = 0;
            const char* text = duk_safe_to_lstring(m_impl->context, -1, &size);
            call.result = "e" + fromCesu({text, size});
        }
        duk_pop(m_impl->context);
    } catch (const HeapLimit& limit) {
        m_impl->isSpent = true;
        return std::string("e") + limit.what();
    }
    return call.result;
}

} // namespace gw::engine::states

#else

namespace gw::engine::states {

struct JsonataHeap::Impl
{
};

bool hasJsonata()
{
    return false;
}

JsonataHeap::JsonataHeap(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
JsonataHeap::~JsonataHeap() = default;

std::unique_ptr<JsonataHeap> JsonataHeap::create(Services&, const JsonataLimits&)
{
    return nullptr;
}

std::string JsonataHeap::call(const char*, std::string_view, std::string_view)
{
    return {};
}

bool JsonataHeap::isSpent() const
{
    return true;
}

} // namespace gw::engine::states

#endif
