// A JSON value that keeps what files mean: member order, the exact spelling of numbers, and where each node stood in
// the text it was read from. YAML documents are read into the same type (YAML 1.2 core schema).
//
// Values are plain. A copy shares the items of arrays and objects until either is edited (shared_items.h), so copying
// is cheap, and nobody notices but for one rule: a reference or pointer to something inside a value, kept across a copy
// of that value, is only read through. Equality compares meaning, never positions: object members compare in order,
// numbers by their text.
#pragma once

#include "core/json/shared_items.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::json {

// Byte offsets into the source text, end exclusive. {0,0} for values that were made, not read.
struct TextRange
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// A number by its text, which always is a valid JSON number (YAML's .inf, .nan, 0x… are read as strings or converted).
struct Number
{
    std::string text;
    bool operator==(const Number&) const = default;
};

struct Member;
class Value;
using Array = std::vector<Value>;
using Object = std::vector<Member>;

class Value
{
public:
    Value() = default; // null
    Value(std::nullptr_t);
    Value(bool b);
    Value(int n);
    Value(std::int64_t n);
    Value(double n);
    Value(Number n);
    Value(const char* s);
    Value(std::string_view s);
    Value(std::string s);
    Value(Array a);
    Value(Object o);

    [[nodiscard]] static Value array();
    [[nodiscard]] static Value object();

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    [[nodiscard]] bool isBool() const { return std::holds_alternative<bool>(m_data); }
    [[nodiscard]] bool isNumber() const { return std::holds_alternative<Number>(m_data); }
    [[nodiscard]] bool isString() const { return std::holds_alternative<std::string>(m_data); }
    [[nodiscard]] bool isArray() const { return std::holds_alternative<SharedItems<Array>>(m_data); }
    [[nodiscard]] bool isObject() const { return std::holds_alternative<SharedItems<Object>>(m_data); }

    // Unchecked access: the caller knows the kind.
    [[nodiscard]] bool asBool() const { return std::get<bool>(m_data); }
    [[nodiscard]] const Number& asNumber() const { return std::get<Number>(m_data); }
    [[nodiscard]] const std::string& asString() const { return std::get<std::string>(m_data); }
    [[nodiscard]] const Array& asArray() const { return std::get<SharedItems<Array>>(m_data).read(); }
    [[nodiscard]] Array& asArray() { return std::get<SharedItems<Array>>(m_data).edit(); }
    [[nodiscard]] const Object& asObject() const { return std::get<SharedItems<Object>>(m_data).read(); }
    [[nodiscard]] Object& asObject() { return std::get<SharedItems<Object>>(m_data).edit(); }

    // Lenient access: the fallback where the value is of another kind (or out of range).
    [[nodiscard]] bool toBool(bool fallback = false) const;
    [[nodiscard]] std::int64_t toInt(std::int64_t fallback = 0) const;
    [[nodiscard]] double toDouble(double fallback = 0) const;
    [[nodiscard]] std::string_view toString(std::string_view fallback = {}) const; // strings only
    [[nodiscard]] std::string scalarText() const; // text of a string, number, bool ("true") or null (""); "" otherwise

    // Object members. find() gives nullptr when this is no object or has no such key; the first of duplicates wins.
    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] Value* find(std::string_view key);
    [[nodiscard]] const Value& operator[](std::string_view key) const; // null value when absent
    void set(std::string_view key, Value value);                       // replaces in place or appends; makes an object
    bool remove(std::string_view key);                                 // keeps the order of the rest

    // RFC 6901 pointer ("/paths/~1pets/get"); nullptr when nothing is there.
    [[nodiscard]] const Value* at(std::string_view pointer) const;
    [[nodiscard]] Value* at(std::string_view pointer);

    // True for the items of an array or object that both share in memory: equal without looking.
    [[nodiscard]] bool sharesItemsWith(const Value& other) const;

    [[nodiscard]] TextRange range() const { return m_range; }
    void setRange(TextRange range) { m_range = range; }

    bool operator==(const Value& other) const;

private:
    std::variant<std::monostate, bool, Number, std::string, SharedItems<Array>, SharedItems<Object>> m_data;
    TextRange m_range;
};

struct Member
{
    std::string key;
    Value value;
    TextRange keyRange{};
    bool operator==(const Member& other) const { return key == other.key && value == other.value; }
};

extern template class SharedItems<Array>;
extern template class SharedItems<Object>;

// Down here because a variant that holds members can only be made once a member is a whole type.
inline Value::Value(std::nullptr_t) {}
inline Value::Value(bool b) : m_data(b) {}
inline Value::Value(int n) : m_data(Number{std::to_string(n)}) {}
inline Value::Value(std::int64_t n) : m_data(Number{std::to_string(n)}) {}
inline Value::Value(Number n) : m_data(std::move(n)) {}
inline Value::Value(const char* s) : m_data(std::string(s)) {}
inline Value::Value(std::string_view s) : m_data(std::string(s)) {}
inline Value::Value(std::string s) : m_data(std::move(s)) {}

// `token` escaped for use inside an RFC 6901 pointer (~ → ~0, / → ~1).
[[nodiscard]] std::string pointerToken(std::string_view token);

} // namespace gw::json
