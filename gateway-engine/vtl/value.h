// vtl::Value: what a Velocity reference stands for, with the Java classes that templates can tell apart: Integer, Long,
// Float, Double, BigInteger, BigDecimal, String, List, Map, and objects of our own. Copying is cheap: texts are shared
// and never change; lists and maps are shared and change in place, as in Java.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace gw::engine::vtl {

struct BigNumber; // numbers.h: BigInteger and BigDecimal
class List;
class Map;
class Object;
class Block;

using Document = std::shared_ptr<const json::Value>; // or a part of one; the whole stays as long as its parts
using Text = std::shared_ptr<const std::string>;
using ListRef = std::shared_ptr<List>;
using MapRef = std::shared_ptr<Map>;
using ObjectRef = std::shared_ptr<Object>;

class Value
{
public:
    using Data = std::variant<std::monostate, bool, std::int32_t, std::int64_t, float, double,
                              std::shared_ptr<const BigNumber>, Text, ListRef, MapRef, ObjectRef>;

    Value() = default; // Java's null
    explicit Value(bool b) : m_data(b) {}
    explicit Value(std::int32_t n) : m_data(n) {}
    explicit Value(std::int64_t n) : m_data(n) {}
    explicit Value(float n) : m_data(n) {}
    explicit Value(double n) : m_data(n) {}
    explicit Value(std::shared_ptr<const BigNumber> n) : m_data(std::move(n)) {}
    explicit Value(Text text) : m_data(std::move(text)) {}
    explicit Value(std::string text) : m_data(std::make_shared<const std::string>(std::move(text))) {}
    explicit Value(std::string_view text) : m_data(std::make_shared<const std::string>(text)) {}
    explicit Value(const char* text) : Value(std::string_view(text)) {}
    explicit Value(ListRef list) : m_data(std::move(list)) {}
    explicit Value(MapRef map) : m_data(std::move(map)) {}
    explicit Value(ObjectRef object) : m_data(std::move(object)) {}

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    [[nodiscard]] bool isString() const { return std::holds_alternative<Text>(m_data); }
    [[nodiscard]] bool isNumber() const { return m_data.index() >= 2 && m_data.index() <= 6; }

    // Each gives nullptr when the value is of another kind.
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&m_data); }
    [[nodiscard]] const std::string* string() const
    {
        const auto* text = std::get_if<Text>(&m_data);
        return text ? text->get() : nullptr;
    }
    [[nodiscard]] List* list() const { return get<ListRef>(); }
    [[nodiscard]] Map* map() const { return get<MapRef>(); }
    [[nodiscard]] Object* object() const { return get<ObjectRef>(); }
    [[nodiscard]] std::optional<std::int64_t> integer() const; // of an Integer or Long

    [[nodiscard]] const Data& data() const { return m_data; }

    bool operator==(const Value& other) const; // Java's equals: 1 and 1L differ, lists and maps compare by content

private:
    template <typename Ref>
    [[nodiscard]] typename Ref::element_type* get() const
    {
        const auto* ref = std::get_if<Ref>(&m_data);
        return ref ? ref->get() : nullptr;
    }
    Data m_data;
};

// How a collection turns into text: as Java's own collections do ([a, b] and {k=v}), or as JSON. The service's lists
// that come from JSON print as JSON, its maps as Java does (reference A.7).
enum class Printing { Java, Json };

class List
{
public:
    List() = default;
    explicit List(std::vector<Value> values, Printing how = Printing::Java) : items(std::move(values)), printing(how) {}
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    ~List(); // not recursive, however deep the values are
    void handOverContainers(std::vector<Value>& to);

    std::vector<Value> items;
    Printing printing = Printing::Java;
    bool fixedSize = false; // an array, such as split() gives: no add or remove
};

// Java's LinkedHashMap: keeps the order of insertion; keys are any value.
class Map
{
public:
    struct Entry
    {
        Value key;
        Value value;
    };

    Map() = default;
    // Of a JSON object: its members become entries when somebody asks for more than single ones.
    Map(Document object, Printing lists) : m_unread(std::move(object)), m_lists(lists) {}
    Map(const Map&) = delete;
    Map& operator=(const Map&) = delete;
    ~Map();

    [[nodiscard]] const Value* find(const Value& key) const;
    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] Value get(const Value& key) const; // null when there is none
    [[nodiscard]] Value get(std::string_view key) const;
    std::optional<Value> put(const Value& key, Value value); // the value before, if there was one
    std::optional<Value> remove(const Value& key);
    void clear();
    [[nodiscard]] const std::vector<Entry>& entries() const
    {
        readMembers();
        return m_entries;
    }
    [[nodiscard]] std::size_t size() const { return entries().size(); }
    void handOverContainers(std::vector<Value>& to); // leaves the map empty

    Printing printing = Printing::Java;

private:
    void readMembers() const
    {
        if (m_unread)
            makeEntries();
    }
    void makeEntries() const;
    [[nodiscard]] Value valueOf(const json::Value& member) const;
    void index() const;
    [[nodiscard]] std::size_t indexOf(const Value& key) const;
    [[nodiscard]] std::size_t indexOf(std::string_view key) const;

    struct Opened // a list or map of m_unread that somebody has
    {
        const json::Value* member;
        Value value;
    };
    using ByHash = std::unordered_multimap<std::size_t, std::size_t>;

    mutable Document m_unread;
    mutable std::vector<Opened> m_opened;
    mutable std::vector<Entry> m_entries;
    mutable std::unique_ptr<ByHash> m_byHash; // from 32 entries on
    Printing m_lists = Printing::Json;        // how lists of m_unread print
};

// Something with behaviour of its own, such as $input or $util. A class that shows itself to templates derives from
// this.
class Object
{
public:
    Object() = default;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object();

    // `$x.name`, also `$x['name']`; null when there is none.
    [[nodiscard]] virtual Value property(std::string_view name) const;
    // `$x.method(arguments)`. nullopt: no such method, or not with such arguments; the reference then is void, as in
    // Java. A failure is an exception that the method threw: it ends the rendering.
    [[nodiscard]] virtual Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments);
    // `#set($x.name = value)`; false when that cannot be set (the directive then does nothing).
    virtual bool assign(std::string_view name, const Value& value);
    // What `$x` prints; nullopt prints the reference as written.
    [[nodiscard]] virtual std::optional<std::string> text() const;
    // What `#foreach` goes through; nullptr when it cannot.
    [[nodiscard]] virtual ListRef elements() const;
    // For #if(): false only where Java's object would be a false Boolean.
    [[nodiscard]] virtual bool truth() const;
    // A #define or the body of a #@macro call, which renders where it stands.
    [[nodiscard]] virtual const Block* block() const;
};

[[nodiscard]] Value makeList(std::vector<Value> items, Printing printing = Printing::Java);
[[nodiscard]] Value makeMap(Printing printing = Printing::Java);

// What `part` of a document is in a template: keeps order, numbers as Integer, Long, BigInteger or Double. `lists` says
// how lists print; maps print as Java's. Texts and members are not copied: they stay in the document, which lives as
// long as anything made from it.
[[nodiscard]] Value fromJson(const Document& document, const json::Value& part, Printing lists = Printing::Json);
[[nodiscard]] Value fromJson(json::Value whole, Printing lists = Printing::Json);

} // namespace gw::engine::vtl
