#include "core/json/value.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace gw::json {

namespace {

std::string numberText(double n)
{
    if (!std::isfinite(n))
        return "0";
    char buffer[32];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, n);
    return {buffer, result.ptr};
}

const Value nullValue;

std::string unescapeToken(std::string_view token)
{
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size()) {
            text += token[++i] == '1' ? '/' : '~';
            continue;
        }
        text += token[i];
    }
    return text;
}

// `AnyValue` is Value or const Value.
template <typename AnyValue>
AnyValue* child(AnyValue& value, const std::string& token)
{
    if (value.isObject())
        return value.find(token);
    if (!value.isArray())
        return nullptr;
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error != std::errc{} || end != token.data() + token.size() || index >= std::as_const(value).asArray().size())
        return nullptr;
    return &value.asArray()[index];
}

template <typename AnyValue>
AnyValue* descend(AnyValue* value, std::string_view pointer)
{
    while (value && !pointer.empty()) {
        if (pointer.front() != '/')
            return nullptr;
        pointer.remove_prefix(1);
        const auto slash = pointer.find('/');
        value = child(*value, unescapeToken(pointer.substr(0, slash)));
        pointer = slash == std::string_view::npos ? std::string_view{} : pointer.substr(slash);
    }
    return value;
}

std::size_t placeOf(std::string_view key, const Object& members)
{
    std::size_t place = 0;
    while (place < members.size() && members[place].key != key)
        ++place;
    return place;
}

} // namespace

template class SharedItems<Array>;
template class SharedItems<Object>;

Value::Value(double n) : m_data(Number{numberText(n)}) {}
Value::Value(Array a) : m_data(SharedItems<Array>(std::move(a))) {}
Value::Value(Object o) : m_data(SharedItems<Object>(std::move(o))) {}

Value Value::array()
{
    return Value(Array{});
}

Value Value::object()
{
    return Value(Object{});
}

bool Value::toBool(bool fallback) const
{
    return isBool() ? asBool() : fallback;
}

std::int64_t Value::toInt(std::int64_t fallback) const
{
    if (!isNumber())
        return fallback;
    const std::string& text = asNumber().text;
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error == std::errc{} && end == text.data() + text.size())
        return n;
    const double d = toDouble(0.5);
    return std::floor(d) == d && std::abs(d) < 9.0e15 ? static_cast<std::int64_t>(d) : fallback;
}

double Value::toDouble(double fallback) const
{
    if (!isNumber())
        return fallback;
    const std::string& text = asNumber().text;
    double n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} && end == text.data() + text.size() ? n : fallback;
}

std::string_view Value::toString(std::string_view fallback) const
{
    return isString() ? std::string_view(asString()) : fallback;
}

std::string Value::scalarText() const
{
    if (isString())
        return asString();
    if (isNumber())
        return asNumber().text;
    if (isBool())
        return asBool() ? "true" : "false";
    return {};
}

const Value* Value::find(std::string_view key) const
{
    if (!isObject())
        return nullptr;
    const Object& members = asObject();
    const std::size_t place = placeOf(key, members);
    return place < members.size() ? &members[place].value : nullptr;
}

// What is not there is looked for without taking the items apart from other copies.
Value* Value::find(std::string_view key)
{
    if (!isObject())
        return nullptr;
    const Object& members = std::as_const(*this).asObject();
    const std::size_t place = placeOf(key, members);
    return place < members.size() ? &asObject()[place].value : nullptr;
}

const Value& Value::operator[](std::string_view key) const
{
    const Value* value = find(key);
    return value ? *value : nullValue;
}

void Value::set(std::string_view key, Value value)
{
    if (!isObject())
        m_data = SharedItems<Object>();
    if (Value* existing = find(key)) {
        *existing = std::move(value);
        return;
    }
    asObject().push_back({std::string(key), std::move(value), {}});
}

bool Value::remove(std::string_view key)
{
    if (!isObject())
        return false;
    const std::size_t place = placeOf(key, std::as_const(*this).asObject());
    if (place == std::as_const(*this).asObject().size())
        return false;
    asObject().erase(asObject().begin() + static_cast<std::ptrdiff_t>(place));
    return true;
}

const Value* Value::at(std::string_view pointer) const
{
    return descend(this, pointer);
}

Value* Value::at(std::string_view pointer)
{
    return descend(this, pointer);
}

bool Value::sharesItemsWith(const Value& other) const
{
    if (isObject() && other.isObject())
        return std::get<SharedItems<Object>>(m_data).isSameAs(std::get<SharedItems<Object>>(other.m_data));
    if (isArray() && other.isArray())
        return std::get<SharedItems<Array>>(m_data).isSameAs(std::get<SharedItems<Array>>(other.m_data));
    return false;
}

bool Value::operator==(const Value& other) const
{
    return m_data == other.m_data;
}

std::string pointerToken(std::string_view token)
{
    std::string text;
    for (const char c : token) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

} // namespace gw::json
