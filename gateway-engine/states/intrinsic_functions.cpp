// The intrinsic functions (reference 4.2).
#include "core/json/text.h"
#include "gateway-engine/crypto/digest.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/intrinsic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace gw::engine::states {

namespace {

using Values = std::vector<json::Value>;

tl::unexpected<Failure> wrong(std::string cause)
{
    return failure(error::intrinsicFailure, std::move(cause));
}

const json::Array* arrayOf(const json::Value& value)
{
    return value.isArray() ? &value.asArray() : nullptr;
}

// What is no whole number is rounded, halves up, as the service does.
std::optional<std::int64_t> wholeNumber(const json::Value& value)
{
    if (!value.isNumber())
        return std::nullopt;
    const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    constexpr double limit = 9e15; // where every whole number is a double of its own
    if (!(std::abs(number) < limit))
        return std::nullopt;
    return static_cast<std::int64_t>(std::floor(number + 0.5));
}

constexpr std::string_view needsArray = "The first argument must be an array.";
constexpr std::string_view needsNumber = "The argument must be a number.";

Outcome<json::Value> array(const Values& arguments, const Scope&)
{
    return json::Value(json::Array(arguments));
}

Outcome<json::Value> arrayPartition(const Values& arguments, const Scope&)
{
    const json::Array* items = arrayOf(arguments[0]);
    const auto size = wholeNumber(arguments[1]);
    if (!items)
        return wrong(std::string(needsArray));
    if (!size || *size < 1)
        return wrong("The chunk size must be a whole number above zero.");
    json::Array chunks;
    for (std::size_t i = 0; i < items->size(); i += static_cast<std::size_t>(*size)) {
        const std::size_t end = std::min(items->size(), i + static_cast<std::size_t>(*size));
        chunks.emplace_back(json::Array(items->begin() + static_cast<std::ptrdiff_t>(i),
                                        items->begin() + static_cast<std::ptrdiff_t>(end)));
    }
    return json::Value(std::move(chunks));
}

Outcome<json::Value> arrayContains(const Values& arguments, const Scope&)
{
    const json::Array* items = arrayOf(arguments[0]);
    if (!items)
        return wrong(std::string(needsArray));
    return json::Value(std::find(items->begin(), items->end(), arguments[1]) != items->end());
}

Outcome<json::Value> arrayRange(const Values& arguments, const Scope&)
{
    const auto first = wholeNumber(arguments[0]);
    const auto last = wholeNumber(arguments[1]);
    const auto step = wholeNumber(arguments[2]);
    constexpr std::size_t most = 1000;
    if (!first || !last || !step)
        return wrong(std::string(needsNumber));
    if (*step == 0)
        return wrong("The step must not be zero.");
    json::Array items;
    for (std::int64_t n = *first; *step > 0 ? n <= *last : n >= *last; n += *step) {
        if (items.size() == most)
            return wrong("The range has more than 1000 items.");
        items.emplace_back(n);
    }
    return json::Value(std::move(items));
}

Outcome<json::Value> arrayGetItem(const Values& arguments, const Scope&)
{
    const json::Array* items = arrayOf(arguments[0]);
    const auto index = wholeNumber(arguments[1]);
    if (!items)
        return wrong(std::string(needsArray));
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= items->size())
        return wrong("The index is not within the array, which has " + std::to_string(items->size()) + " items.");
    return (*items)[static_cast<std::size_t>(*index)];
}

Outcome<json::Value> arrayLength(const Values& arguments, const Scope&)
{
    const json::Array* items = arrayOf(arguments[0]);
    if (!items)
        return wrong(std::string(needsArray));
    return json::Value(static_cast<std::int64_t>(items->size()));
}

Outcome<json::Value> arrayUnique(const Values& arguments, const Scope&)
{
    const json::Array* items = arrayOf(arguments[0]);
    if (!items)
        return wrong(std::string(needsArray));
    std::set<std::string> seen;
    json::Array unique;
    for (const json::Value& item : *items)
        if (seen.insert(json::writeJson(item)).second)
            unique.push_back(item);
    return json::Value(std::move(unique));
}

constexpr std::size_t longestBase64 = 10'000;

Outcome<json::Value> base64Encode(const Values& arguments, const Scope&)
{
    if (!arguments[0].isString() || arguments[0].asString().size() > longestBase64)
        return wrong("The argument must be a string of at most 10000 characters.");
    return json::Value(base64Encoded(arguments[0].asString()));
}

Outcome<json::Value> base64Decode(const Values& arguments, const Scope&)
{
    if (!arguments[0].isString() || arguments[0].asString().size() > longestBase64)
        return wrong("The argument must be a string of at most 10000 characters.");
    const auto bytes = base64Decoded(arguments[0].asString());
    if (!bytes)
        return wrong("The argument is not Base64.");
    return json::Value(utf8Repaired(*bytes));
}

Outcome<json::Value> hash(const Values& arguments, const Scope&)
{
    const std::string data = arguments[0].isString() ? arguments[0].asString() : json::writeJson(arguments[0]);
    if (data.size() > longestBase64)
        return wrong("The data is longer than 10000 characters.");
    const auto digest = hexDigest(arguments[1].toString(), data);
    if (!digest)
        return wrong("The algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512.");
    return json::Value(*digest);
}

Outcome<json::Value> jsonMerge(const Values& arguments, const Scope&)
{
    if (!arguments[0].isObject() || !arguments[1].isObject())
        return wrong("The first two arguments must be objects.");
    if (!arguments[2].isBool() || arguments[2].asBool())
        return wrong("The third argument must be false: only the shallow merge is supported.");
    json::Value merged = arguments[0];
    for (const json::Member& member : arguments[1].asObject())
        merged.set(member.key, member.value);
    return merged;
}

Outcome<json::Value> stringToJson(const Values& arguments, const Scope&)
{
    if (!arguments[0].isString())
        return wrong("The argument must be a string.");
    if (arguments[0].asString().find_first_not_of(" \t\r\n") == std::string::npos)
        return json::Value();
    Result<json::Value> value = json::readJson(arguments[0].asString(), {mostEvaluationBytes, mostDataDepth});
    if (!value)
        return wrong("The argument is not valid JSON: " + value.error().message);
    return std::move(*value);
}

Outcome<json::Value> jsonToString(const Values& arguments, const Scope&)
{
    return json::Value(json::writeJson(arguments[0]));
}

std::uint64_t mixed(std::uint64_t seed) // SplitMix64's step: the same seed gives the same number
{
    seed += 0x9E3779B97F4A7C15ULL;
    seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBULL;
    return seed ^ (seed >> 31U);
}

Outcome<json::Value> mathRandom(const Values& arguments, const Scope& scope)
{
    const auto first = wholeNumber(arguments[0]);
    const auto end = wholeNumber(arguments[1]);
    if (!first || !end)
        return wrong(std::string(needsNumber));
    if (*end <= *first)
        return wrong("The end of the range must be above its start.");
    std::uint64_t number = 0;
    if (arguments.size() > 2) {
        const auto seed = wholeNumber(arguments[2]);
        if (!seed)
            return wrong("The seed must be a number.");
        number = mixed(static_cast<std::uint64_t>(*seed));
    } else {
        number = scope.services->random();
    }
    return json::Value(*first + static_cast<std::int64_t>(number % static_cast<std::uint64_t>(*end - *first)));
}

Outcome<json::Value> mathAdd(const Values& arguments, const Scope&)
{
    const auto a = wholeNumber(arguments[0]);
    const auto b = wholeNumber(arguments[1]);
    const auto isInt = [](const std::optional<std::int64_t>& n) {
        return n && *n >= std::numeric_limits<std::int32_t>::min() && *n <= std::numeric_limits<std::int32_t>::max();
    };
    if (!isInt(a) || !isInt(b) || !isInt(*a + *b))
        return wrong("The arguments and their sum must be whole numbers between -2147483648 and 2147483647.");
    return json::Value(*a + *b);
}

Outcome<json::Value> stringSplit(const Values& arguments, const Scope&)
{
    if (!arguments[0].isString() || !arguments[1].isString())
        return wrong("The arguments must be strings.");
    const std::string& text = arguments[0].asString();
    const std::string& delimiters = arguments[1].asString();
    json::Array parts;
    for (std::size_t begin = text.find_first_not_of(delimiters); begin != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(delimiters, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(delimiters, end);
    }
    return json::Value(std::move(parts));
}

Outcome<json::Value> uuid(const Values&, const Scope& scope)
{
    return json::Value(newRequestId(*scope.services).str());
}

std::string shown(const json::Value& value)
{
    if (value.isNull())
        return "null";
    return value.isArray() || value.isObject() ? json::writeJson(value) : value.scalarText();
}

Outcome<json::Value> format(const Values& arguments, const Scope&)
{
    if (!arguments[0].isString())
        return wrong("The first argument must be a string.");
    const std::string& raw = arguments[0].asString();
    std::string text;
    std::size_t next = 1;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char following = i + 1 < raw.size() ? raw[i + 1] : '\0';
        if (raw[i] == '\\' && std::string_view("'{}\\").find(following) != std::string_view::npos && following) {
            text += following;
            ++i;
        } else if (raw[i] == '{' && following == '}') {
            if (next == arguments.size())
                return wrong("There are more \"{}\" than arguments.");
            text += shown(arguments[next++]);
            ++i;
        } else if (raw[i] == '{' || raw[i] == '}') {
            return wrong("A brace that stands for itself is written \"\\{\" or \"\\}\".");
        } else {
            text += raw[i];
        }
        if (text.size() > mostEvaluationBytes)
            return failure(error::dataLimitExceeded, "States.Format gave too long a text.");
    }
    if (next != arguments.size())
        return wrong("There are more arguments than \"{}\".");
    return json::Value(std::move(text));
}

constexpr std::size_t any = 1000;

constexpr IntrinsicFunction functions[] = {
    {"States.Array", array, 0, any},
    {"States.ArrayContains", arrayContains, 2, 2},
    {"States.ArrayGetItem", arrayGetItem, 2, 2},
    {"States.ArrayLength", arrayLength, 1, 1},
    {"States.ArrayPartition", arrayPartition, 2, 2},
    {"States.ArrayRange", arrayRange, 3, 3},
    {"States.ArrayUnique", arrayUnique, 1, 1},
    {"States.Base64Decode", base64Decode, 1, 1},
    {"States.Base64Encode", base64Encode, 1, 1},
    {"States.Format", format, 1, any},
    {"States.Hash", hash, 2, 2},
    {"States.JsonMerge", jsonMerge, 3, 3},
    {"States.JsonToString", jsonToString, 1, 1},
    {"States.MathAdd", mathAdd, 2, 2},
    {"States.MathRandom", mathRandom, 2, 3},
    {"States.StringSplit", stringSplit, 2, 2},
    {"States.StringToJson", stringToJson, 1, 1},
    {"States.UUID", uuid, 0, 0},
};

} // namespace

const IntrinsicFunction* intrinsicFunction(std::string_view name)
{
    const auto* found = std::find_if(std::begin(functions), std::end(functions),
                                     [&](const IntrinsicFunction& function) { return function.name == name; });
    return found == std::end(functions) ? nullptr : found;
}

} // namespace gw::engine::states
