#include "gateway-engine/vtl/value.h"

#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/numbers.h"

namespace gw::engine::vtl {

namespace {

// How far a comparison may go: values that share parts can be small and yet endless to walk.
struct Walk
{
    int depth = 200;
    int steps = 1'000'000;
};

bool equalLists(const List& left, const List& right, Walk& walk);
bool equalMaps(const Map& left, const Map& right, Walk& walk);

bool equal(const Value& left, const Value& right, Walk& walk)
{
    if (left.data().index() != right.data().index() || walk.depth < 0 || --walk.steps < 0)
        return false;
    if (const std::string* text = left.string())
        return *text == *right.string();
    if (const List* list = left.list())
        return list == right.list() || equalLists(*list, *right.list(), walk);
    if (const Map* map = left.map())
        return map == right.map() || equalMaps(*map, *right.map(), walk);
    if (const auto* number = std::get_if<std::shared_ptr<const BigNumber>>(&left.data()))
        return bigEquals(**number, **std::get_if<std::shared_ptr<const BigNumber>>(&right.data()));
    return left.data() == right.data();
}

bool equalLists(const List& left, const List& right, Walk& walk)
{
    if (left.items.size() != right.items.size())
        return false;
    --walk.depth;
    for (std::size_t i = 0; i < left.items.size(); ++i)
        if (!equal(left.items[i], right.items[i], walk))
            return false;
    ++walk.depth;
    return true;
}

bool equalMaps(const Map& left, const Map& right, Walk& walk)
{
    if (left.size() != right.size())
        return false;
    --walk.depth;
    for (const auto& [key, value] : left.entries()) {
        const Value* other = right.find(key);
        if (!other || !equal(value, *other, walk))
            return false;
    }
    ++walk.depth;
    return true;
}

} // namespace

std::optional<std::int64_t> Value::integer() const
{
    if (const auto* number = std::get_if<std::int32_t>(&m_data))
        return *number;
    if (const auto* number = std::get_if<std::int64_t>(&m_data))
        return *number;
    return std::nullopt;
}

bool Value::operator==(const Value& other) const
{
    Walk walk;
    return equal(*this, other, walk);
}

Object::~Object() = default;

Value Object::property(std::string_view) const
{
    return {};
}

Result<std::optional<Value>> Object::call(std::string_view, std::span<const Value>)
{
    return std::nullopt;
}

bool Object::assign(std::string_view, const Value&)
{
    return false;
}

std::optional<std::string> Object::text() const
{
    return std::nullopt;
}

ListRef Object::elements() const
{
    return nullptr;
}

bool Object::truth() const
{
    return true;
}

const Block* Object::block() const
{
    return nullptr;
}

Value makeList(std::vector<Value> items, Printing printing)
{
    return Value(std::make_shared<List>(std::move(items), printing));
}

Value makeMap(Printing printing)
{
    auto map = std::make_shared<Map>();
    map->printing = printing;
    return Value(std::move(map));
}

Value fromJson(const Document& document, const json::Value& part, Printing lists)
{
    if (part.isBool())
        return Value(part.asBool());
    if (part.isNumber())
        return numberFromText(part.asNumber().text);
    if (part.isString())
        return Value(Text(document, &part.asString()));
    if (part.isObject())
        return Value(std::make_shared<Map>(Document(document, &part), lists));
    if (!part.isArray())
        return {};
    std::vector<Value> items;
    items.reserve(part.asArray().size());
    for (const json::Value& item : part.asArray())
        items.push_back(fromJson(document, item, lists));
    return makeList(std::move(items), lists);
}

Value fromJson(json::Value whole, Printing lists)
{
    const auto document = std::make_shared<const json::Value>(std::move(whole));
    return fromJson(document, *document, lists);
}

} // namespace gw::engine::vtl
