// Fields that several states have: paths, amounts, texts, payload templates, Assign.
#include "gateway-engine/states/definition_reader.h"

#include <cmath>

namespace gw::engine::states {

namespace {
constexpr std::size_t longestVariableName = 80;
constexpr std::string_view dynamicSuffix = ".$";
} // namespace

std::optional<Path> DefinitionReader::readPath(const json::Value& value)
{
    if (!value.isString()) {
        refuseField(value, "must be a path, a string.");
        return std::nullopt;
    }
    Result<Path> path = Path::parse(value.asString());
    if (!path) {
        refuseField(value, "is no path: " + path.error().message, path.error().hint);
        return std::nullopt;
    }
    return std::move(*path);
}

PathField DefinitionReader::readPathField(const json::Value& value, std::string_view field)
{
    PathField result;
    const json::Value* text = value.find(field);
    if (!text)
        return result;
    const Step step(*this, std::string(field));
    result.isNull = text->isNull();
    if (!result.isNull)
        result.path = readPath(*text);
    return result;
}

ResultPathField DefinitionReader::readResultPath(const json::Value& value)
{
    ResultPathField result;
    const json::Value* text = value.find("ResultPath");
    if (!text)
        return result;
    const Step step(*this, "ResultPath");
    result.isNull = text->isNull();
    if (result.isNull)
        return result;
    Result<ReferencePath> path = ReferencePath::parse(text->toString());
    if (path)
        result.path = std::move(*path);
    else
        refuseField(*text, "must be a reference path: " + path.error().message, path.error().hint);
    return result;
}

std::optional<double> DefinitionReader::readNumber(const json::Value& value, double least, double most)
{
    const double number = value.isNumber() ? value.toDouble(std::nan("")) : std::nan("");
    if (number >= least && number <= most)
        return number;
    const auto shown = [](double n) { return json::Value(n).scalarText(); };
    refuseField(value, "must be a number from " + shown(least) + " to " + shown(most) + ".");
    return std::nullopt;
}

// "Field" as a number or, in JSONata, an expression; "FieldPath" as a path into the state's input.
Amount DefinitionReader::readAmount(const json::Value& value, std::string_view field, QueryLanguage language,
                                    double least, double most)
{
    const std::string name(field);
    const json::Value* literal = value.find(name);
    const json::Value* path = value.find(name + "Path");
    if (literal && path)
        refuseField(value, "has both \"" + name + "\" and \"" + name + "Path\".", "Keep one of the two.");
    if (path) {
        const Step step(*this, name + "Path");
        if (std::optional<Path> read = readPath(*path))
            return Query{std::move(*read), name + "Path"};
        return {};
    }
    if (!literal)
        return {};
    const Step step(*this, name);
    if (language == QueryLanguage::Jsonata && literal->isString()) {
        if (std::optional<std::string> text = jsonataText(literal->asString())) {
            m_usesJsonata = true;
            return Query{Jsonata{std::move(*text)}, name};
        }
        refuseField(*literal, "must be a number or a JSONata expression, \"{% … %}\".");
        return {};
    }
    if (const std::optional<double> number = readNumber(*literal, least, most))
        return *number;
    return {};
}

Words DefinitionReader::readWords(const json::Value& value, std::string_view field, QueryLanguage language)
{
    const std::string name(field);
    const json::Value* literal = value.find(name);
    const json::Value* path = value.find(name + "Path");
    if (literal && path)
        refuseField(value, "has both \"" + name + "\" and \"" + name + "Path\".", "Keep one of the two.");
    if (path) {
        const Step step(*this, name + "Path");
        if (path->toString().starts_with("States.")) {
            if (auto call = Intrinsic::parse(path->asString()))
                return Query{std::move(*call), name + "Path"};
            else
                refuseField(*path, call.error().message, call.error().hint);
        } else if (std::optional<Path> read = readPath(*path)) {
            return Query{std::move(*read), name + "Path"};
        }
        return {};
    }
    if (!literal)
        return {};
    const Step step(*this, name);
    if (!literal->isString()) {
        refuseField(*literal, "must be a string.");
        return {};
    }
    if (language == QueryLanguage::Jsonata)
        if (std::optional<std::string> text = jsonataText(literal->asString())) {
            m_usesJsonata = true;
            return Query{Jsonata{std::move(*text)}, name};
        }
    return literal->asString();
}

std::optional<Template> DefinitionReader::readTemplateField(const json::Value& value, std::string_view field,
                                                            QueryLanguage language)
{
    const json::Value* content = value.find(field);
    if (!content)
        return std::nullopt;
    const Step step(*this, std::string(field));
    if (language == QueryLanguage::JsonPath && !content->isObject() && !content->isArray() && field != "Parameters")
        refuseField(*content, "must be an object.");
    return readTemplate(*content, language, std::string(field), 0);
}

std::optional<Template> DefinitionReader::readAssign(const json::Value& value, QueryLanguage language,
                                                     const FlowNames& names)
{
    const json::Value* content = value.find("Assign");
    if (!content)
        return std::nullopt;
    const Step step(*this, "Assign");
    if (!content->isObject()) {
        if (language == QueryLanguage::Jsonata && jsonataText(content->toString()))
            return readTemplate(*content, language, "Assign", 0);
        refuseField(*content, "must be an object: a value for each variable's name.");
        return std::nullopt;
    }
    for (const json::Member& member : content->asObject()) {
        const Step inner(*this, member.key);
        std::string_view name = member.key;
        if (language == QueryLanguage::JsonPath && name.ends_with(dynamicSuffix))
            name.remove_suffix(dynamicSuffix.size());
        if (!isVariableName(name) || name.size() > longestVariableName || name == "states")
            refuseField(member.value, "is no name of a variable.",
                        "A letter or \"_\" first, then letters, digits and \"_\", at most 80; \"states\" is taken.");
        for (const FlowNames* outer = names.outer; outer; outer = outer->outer)
            if (outer->assigned.contains(name))
                refuseField(member.value, "assigns a variable of an outer scope.",
                            "Inner states read outer variables; let the Map or Parallel state assign this one.");
    }
    return readTemplate(*content, language, "Assign", 0);
}

// A template without queries is the value as it stands.
Template DefinitionReader::readTemplate(const json::Value& value, QueryLanguage language, const std::string& field,
                                        int depth)
{
    if (language == QueryLanguage::Jsonata && value.isString())
        if (const std::optional<std::string> expression = jsonataText(value.asString()))
            return readJsonata(*expression, field);
    if (value.isObject())
        return readObjectTemplate(value, language, field, depth);
    if (!value.isArray())
        return {value};
    std::vector<Template> items;
    bool isLiteral = true;
    for (std::size_t i = 0; i < value.asArray().size(); ++i) {
        const Step step(*this, "[" + std::to_string(i) + "]");
        items.push_back(readTemplate(value.asArray()[i], language, field + "/" + std::to_string(i), depth + 1));
        isLiteral = isLiteral && std::holds_alternative<json::Value>(items.back().node);
    }
    if (isLiteral)
        return {value};
    return {std::move(items)};
}

Template DefinitionReader::readObjectTemplate(const json::Value& value, QueryLanguage language,
                                              const std::string& field, int depth)
{
    Template::Fields fields;
    bool isLiteral = true;
    for (const json::Member& member : value.asObject()) {
        const Step step(*this, member.key);
        if (language == QueryLanguage::JsonPath && member.key.ends_with(dynamicSuffix)) {
            fields.emplace_back(member.key.substr(0, member.key.size() - dynamicSuffix.size()),
                                readDynamic(member.value, member.key));
            isLiteral = false;
            continue;
        }
        fields.emplace_back(member.key, readTemplate(member.value, language, field + "/" + member.key, depth + 1));
        isLiteral = isLiteral && std::holds_alternative<json::Value>(fields.back().second.node);
    }
    if (isLiteral)
        return {value};
    return {std::move(fields)};
}

Template DefinitionReader::readDynamic(const json::Value& value, const std::string& key)
{
    const std::string_view text = value.toString();
    if (text.starts_with("States.")) {
        auto call = Intrinsic::parse(text);
        if (call)
            return {Query{std::move(*call), key}};
        refuseField(value, call.error().message, call.error().hint);
    } else if (text.starts_with('$')) {
        if (std::optional<Path> path = readPath(value))
            return {Query{std::move(*path), key}};
    } else {
        refuseField(value, "must be a path or a call of an intrinsic function, since its name ends with \".$\".",
                    "Write \"$.name\", \"$$.State.Name\" or \"States.Format(…)\"; or drop \".$\" from the name.");
    }
    return {json::Value()};
}

Template DefinitionReader::readJsonata(const std::string& expression, const std::string& field)
{
    m_usesJsonata = true;
    return {Query{Jsonata{expression}, field}};
}

} // namespace gw::engine::states
