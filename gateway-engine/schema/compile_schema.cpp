#include "gateway-engine/schema/compile_schema.h"

#include <algorithm>
#include <limits>

namespace gw::engine {

namespace {

constexpr std::size_t mostNodes = 100'000;
constexpr int mostSteps = 100; // from reference to reference

} // namespace

SchemaCompiler::SchemaCompiler(const json::Value& schema, const SchemaOptions& options)
    : m_schema(schema), m_options(options), m_documents(schema, options), m_program(std::make_unique<Schema::Program>())
{
}

Result<std::unique_ptr<const Schema::Program>> SchemaCompiler::run()
{
    m_program->root = nodeFor(m_schema, {});
    while (!m_tasks.empty() && !m_error) {
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        compile(task);
    }
    if (!m_error)
        checkCircles();
    if (m_error)
        return fail(*std::move(m_error));
    return std::unique_ptr<const Schema::Program>(std::move(m_program));
}

void SchemaCompiler::wrong(const std::string& keyword, const std::string& wanted)
{
    if (!m_error)
        m_error = fail("\"" + keyword + "\"" + placeText(m_place) + " must be " + wanted + ".",
                       "Write the schema as JSON Schema draft 4 has it.")
                      .value();
}

// The schema itself, or the one its references lead to.
const json::Value* SchemaCompiler::followed(const json::Value& schema, std::string& place)
{
    const std::string begin = place;
    const json::Value* at = &schema;
    for (int step = 0; step < mostSteps; ++step) {
        const json::Value& ref = (*at)["$ref"];
        if (!at->isObject() || !ref.isString())
            return at;
        const auto target = m_documents.resolve(ref.asString(), *at);
        if (!target) {
            m_error = target.error();
            m_error->message.insert(m_error->message.size() - 1, placeText(place));
            return nullptr;
        }
        at = *target;
        place = ref.asString();
    }
    m_error = fail("The reference" + placeText(begin) + " leads in a circle.", "Let it end at a schema.").value();
    return nullptr;
}

NodeIndex SchemaCompiler::nodeFor(const json::Value& schema, std::string place)
{
    const json::Value* target = followed(schema, place);
    if (m_error)
        return noNode;
    if (const auto known = m_known.find(target); known != m_known.end())
        return known->second;
    if (!target->isObject()) {
        m_error =
            fail("The schema" + placeText(place) + " must be an object.", "A schema that takes anything is written {}.")
                .value();
        return noNode;
    }
    if (m_program->nodes.size() >= mostNodes || m_documents.isTooLarge()) {
        m_error = fail("The model is too large.", "Divide it.").value();
        return noNode;
    }
    const auto index = static_cast<NodeIndex>(m_program->nodes.size());
    m_program->nodes.emplace_back();
    m_known.emplace(target, index);
    m_tasks.push_back({target, index, std::move(place)});
    return index;
}

void SchemaCompiler::compile(const Task& task)
{
    m_place = task.place;
    SchemaNode node;
    compileGeneral(*task.schema, node);
    compileNumbers(*task.schema, node);
    compileSizes(*task.schema, node);
    compileText(*task.schema, node);
    compileAlternatives(*task.schema, node);
    compileObject(*task.schema, node);
    compileArray(*task.schema, node);
    std::sort(node.checks.begin(), node.checks.end(),
              [](const Check& a, const Check& b) { return a.keyword < b.keyword; });
    m_program->nodes[static_cast<std::size_t>(task.node)] = std::move(node);
}

void SchemaCompiler::compileGeneral(const json::Value& schema, SchemaNode& node)
{
    if (const json::Value* type = schema.find("type"))
        compileType(*type, node);
    if (const json::Value* values = schema.find("enum")) {
        if (!values->isArray())
            return wrong("enum", "a list of values");
        node.checks.push_back({Keyword::Enum, anyKind, append(m_program->enumerations, *values)});
    }
}

void SchemaCompiler::compileType(const json::Value& type, SchemaNode& node)
{
    constexpr std::pair<std::string_view, std::uint8_t> types[] = {
        {"array", ArrayKind}, {"boolean", BooleanKind}, {"integer", IntegerKind}, {"null", NullKind},
        {"number", numeric},  {"object", ObjectKind},   {"string", StringKind}};
    const json::Array one{type};
    std::uint8_t kinds = 0;
    for (const json::Value& name : type.isArray() ? type.asArray() : one) {
        const auto* known = std::find_if(std::begin(types), std::end(types),
                                         [&name](const auto& entry) { return name.toString() == entry.first; });
        if (known == std::end(types))
            return wrong("type", "array, boolean, integer, null, number, object or string, or a list of these");
        kinds = static_cast<std::uint8_t>(kinds | known->second);
    }
    if (kinds == 0)
        return wrong("type", "at least one type");
    node.checks.push_back({Keyword::Type, anyKind, kinds});
}

void SchemaCompiler::compileBound(const json::Value& schema, Keyword keyword, const char* name, const char* exclusive,
                                  SchemaNode& node)
{
    const json::Value* bound = schema.find(name);
    if (!bound)
        return;
    if (!bound->isNumber())
        return wrong(name, "a number");
    const bool isVoid = m_options.isImported && keyword == Keyword::Minimum;
    const bool isExclusive = !isVoid && schema[exclusive].toBool();
    const std::string& text = bound->asNumber().text;
    node.checks.push_back(
        {keyword, numeric, append(m_program->bounds, Bound{text, isExclusive, machineWord(text)})});
}

void SchemaCompiler::compileNumbers(const json::Value& schema, SchemaNode& node)
{
    constexpr std::size_t mostDigits = 1'000;
    compileBound(schema, Keyword::Minimum, "minimum", "exclusiveMinimum", node);
    compileBound(schema, Keyword::Maximum, "maximum", "exclusiveMaximum", node);
    const json::Value* value = schema.find("multipleOf");
    if (!value)
        return;
    Divisor divisor;
    if (value->isNumber()) {
        divisor.text = value->asNumber().text;
        divisor.number = ExactNumber(divisor.text);
    }
    if (divisor.number.isZero() || divisor.number.isNegative() || divisor.number.digitCount() > mostDigits)
        return wrong("multipleOf", "a number greater than zero");
    if (isInteger(divisor.text))
        divisor.word = value->toInt();
    node.checks.push_back({Keyword::MultipleOf, numeric, append(m_program->divisors, std::move(divisor))});
}

void SchemaCompiler::compileSize(const json::Value& schema, Keyword keyword, const char* name, Kind kind,
                                 SchemaNode& node)
{
    const json::Value* size = schema.find(name);
    if (!size)
        return;
    const bool isWhole = size->isNumber() && ExactNumber(size->asNumber().text).isMultipleOf(ExactNumber("1")) &&
                         compareNumbers(size->asNumber().text, "0") >= 0;
    if (!isWhole)
        return wrong(name, "a whole number, zero or more");
    constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
    const double limit = size->toDouble(most);
    node.checks.push_back({keyword, kind, limit < most ? static_cast<std::uint32_t>(limit) : most});
}

void SchemaCompiler::compileSizes(const json::Value& schema, SchemaNode& node)
{
    if (!m_options.isImported) {
        compileSize(schema, Keyword::MinItems, "minItems", ArrayKind, node);
        compileSize(schema, Keyword::MaxItems, "maxItems", ArrayKind, node);
    }
    compileSize(schema, Keyword::MinLength, "minLength", StringKind, node);
    compileSize(schema, Keyword::MaxLength, "maxLength", StringKind, node);
    compileSize(schema, Keyword::MinProperties, "minProperties", ObjectKind, node);
    compileSize(schema, Keyword::MaxProperties, "maxProperties", ObjectKind, node);
}

std::optional<std::uint32_t> SchemaCompiler::pattern(const std::string& text, const std::string& keyword)
{
    auto compiled = EcmaPattern::compile(text);
    if (compiled)
        return append(m_program->patterns, *std::move(compiled));
    if (!m_error) {
        m_error = compiled.error();
        m_error->message = "\"" + keyword + "\"" + placeText(m_place) + ": " + m_error->message;
    }
    return std::nullopt;
}

void SchemaCompiler::compileText(const json::Value& schema, SchemaNode& node)
{
    if (const json::Value* text = schema.find("pattern")) {
        if (!text->isString())
            return wrong("pattern", "a regular expression");
        if (const auto index = pattern(text->asString(), "pattern"))
            node.checks.push_back({Keyword::Pattern, StringKind, *index});
    }
    if (const json::Value* name = schema.find("format")) {
        if (!name->isString())
            return wrong("format", "a name");
        if (const Format* format = formatNamed(name->asString()))
            node.checks.push_back({Keyword::Format, StringKind, append(m_program->formats, format)});
    }
}

void SchemaCompiler::compileAlternatives(const json::Value& schema, SchemaNode& node)
{
    constexpr std::pair<Keyword, const char*> keywords[] = {
        {Keyword::AllOf, "allOf"}, {Keyword::AnyOf, "anyOf"}, {Keyword::OneOf, "oneOf"}};
    for (const auto& [keyword, name] : keywords) {
        const json::Value* list = schema.find(name);
        if (!list)
            continue;
        if (!list->isArray() || list->asArray().empty())
            return wrong(name, "a list of schemas");
        std::vector<NodeIndex> nodes;
        for (std::size_t i = 0; i < list->asArray().size() && !m_error; ++i)
            nodes.push_back(nodeFor(list->asArray()[i], child(m_place, name, std::to_string(i))));
        node.checks.push_back({keyword, anyKind, append(m_program->alternatives, std::move(nodes))});
    }
    if (const json::Value* excluded = schema.find("not")) {
        std::vector<NodeIndex> nodes{nodeFor(*excluded, child(m_place, "not"))};
        node.checks.push_back({Keyword::Not, anyKind, append(m_program->alternatives, std::move(nodes))});
    }
}

Result<Schema> Schema::compile(const json::Value& schema, const SchemaOptions& options)
{
    auto program = SchemaCompiler(schema, options).run();
    if (!program)
        return fail(std::move(program.error()));
    return Schema(*std::move(program));
}

Schema::Schema(std::unique_ptr<const Program> program) : m_program(std::move(program)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

} // namespace gw::engine
