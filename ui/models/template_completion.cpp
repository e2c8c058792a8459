// A reference is resolved to a kind of value, and each kind has its members. Variables are resolved by the last #set or
// #foreach that names them before the cursor.
#include "ui/models/template_completion.h"

#include "ui/models/schema_fields.h"
#include "ui/models/template_names.h"
#include "ui/models/template_reference.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int mostVariables = 12; // $a set from $b set from $c …

enum class Kind { Unknown, Input, Util, Context, StageVariables, Parameters, ParameterMap, Payload, Text, Loop };

// What a reference stands for.
struct Shape
{
    Kind kind = Kind::Unknown;
    const json::Value* schema = nullptr; // Payload
    QString prefix;                      // Context: "identity."; ParameterMap: its group
};

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// The cursor goes between the last quotes or brackets that are empty or hold an example.
int cursorBack(const QString& text)
{
    if (const auto quotes = text.indexOf(QLatin1String("''")); quotes >= 0)
        return static_cast<int>(text.size() - quotes - 1);
    if (text.endsWith(QLatin1String("('$')")))
        return 2;
    if (text.contains(QLatin1String("$ = ")) || text.contains(QLatin1String("($)")))
        return static_cast<int>(text.size() - text.indexOf(QLatin1Char('$')) - 1);
    const bool takesNothing = text.endsWith(QLatin1String("params()")) || text.startsWith(QLatin1String("is")) ||
                              text == QLatin1String("length()") || text == QLatin1String("size()") ||
                              text.startsWith(QLatin1String("to")) || text == QLatin1String("trim()") ||
                              text.endsWith(QLatin1String("Set()")) || text == QLatin1String("values()");
    return text.endsWith(QLatin1Char(')')) && !takesNothing ? 1 : 0;
}

void append(std::vector<CompletionItem>& items, std::span<const TemplateName> names)
{
    for (const TemplateName& name : names) {
        const QString text = QString::fromLatin1(name.name);
        const QString detail =
            *name.detail ? QCoreApplication::translate("gw::ui::TemplateNames", name.detail) : QString();
        items.push_back({text, detail, cursorBack(text)});
    }
}

class Resolver
{
public:
    Resolver(const QString& text, const TemplateScope& scope)
        : m_text(text), m_scope(scope), m_api(scope.project ? scope.project->find(scope.method.api) : nullptr),
          m_method(scope.project ? scope.project->find(scope.method) : nullptr)
    {
    }

    [[nodiscard]] std::vector<CompletionItem> references() const
    {
        std::vector<CompletionItem> items;
        static const QRegularExpression variable(
            QStringLiteral(R"(#\{?(?:set|foreach)\}?\s*\(\s*\$!?\{?([A-Za-z_][\w-]*))"));
        for (auto it = variable.globalMatch(m_text); it.hasNext();) {
            const QString name = it.next().captured(1);
            if (std::none_of(items.begin(), items.end(), [&](const auto& item) { return item.text == name; }))
                items.push_back(
                    {name, QCoreApplication::translate("gw::ui::TemplateCompletion", "of this template"), 0});
        }
        append(items, topReferences());
        if (m_text.contains(QLatin1String("#foreach")))
            items.push_back({QStringLiteral("foreach"),
                             QCoreApplication::translate("gw::ui::TemplateCompletion", "where the loop stands"), 0});
        return items;
    }

    [[nodiscard]] Shape shapeOf(const std::vector<ReferenceStep>& steps, int depth = 0) const
    {
        if (steps.empty() || depth > mostVariables)
            return {};
        Shape shape = rootShape(steps.front(), depth);
        for (std::size_t i = 1; i < steps.size(); ++i)
            shape = memberShape(shape, steps[i]);
        return shape;
    }

    [[nodiscard]] std::vector<CompletionItem> membersOf(const Shape& shape) const
    {
        std::vector<CompletionItem> items;
        switch (shape.kind) {
        case Kind::Input:
            append(items, inputMembers());
            break;
        case Kind::Util:
            append(items, utilMembers());
            break;
        case Kind::Context:
            return contextParts(shape.prefix);
        case Kind::StageVariables:
            return stageVariables();
        case Kind::Parameters:
            append(items, parameterGroups());
            append(items, mapMembers());
            break;
        case Kind::ParameterMap:
            items = parameters(shape.prefix);
            append(items, mapMembers());
            break;
        case Kind::Payload:
            return payloadMembers(shape.schema);
        case Kind::Text:
            append(items, textMembers());
            break;
        case Kind::Loop:
            append(items, foreachMembers());
            break;
        case Kind::Unknown:
            break;
        }
        return items;
    }

    // Fields behind the JSONPath up to its last step; `path` is "$.pets[0].na".
    [[nodiscard]] std::vector<CompletionItem> pathFields(const QString& path) const
    {
        const auto dot = path.lastIndexOf(QLatin1Char('.'));
        if (dot < 0 || path.contains(QLatin1String("..")))
            return path.isEmpty() ? std::vector<CompletionItem>{{QStringLiteral("$"),
                                                                 QCoreApplication::translate(
                                                                     "gw::ui::TemplateCompletion", "the whole payload"),
                                                                 0}}
                                  : std::vector<CompletionItem>{};
        return fields(schemaAt(path.left(dot)));
    }

    [[nodiscard]] std::vector<CompletionItem> parameters(const QString& group) const
    {
        std::vector<CompletionItem> items;
        if (!m_method)
            return items;
        for (const Parameter& parameter : m_method->requestParameters) {
            const QString in = parameter.location == ParameterLocation::Path     ? QStringLiteral("path")
                               : parameter.location == ParameterLocation::Header ? QStringLiteral("header")
                                                                                 : QStringLiteral("querystring");
            if (group.isEmpty() || group == in)
                items.push_back({toQt(parameter.name), in, 0});
        }
        return items;
    }

private:
    [[nodiscard]] Shape rootShape(const ReferenceStep& root, int depth) const
    {
        if (root.name == QLatin1String("input"))
            return {Kind::Input, nullptr, {}};
        if (root.name == QLatin1String("util"))
            return {Kind::Util, nullptr, {}};
        if (root.name == QLatin1String("context"))
            return {Kind::Context, nullptr, {}};
        if (root.name == QLatin1String("stageVariables"))
            return {Kind::StageVariables, nullptr, {}};
        if (root.name == QLatin1String("foreach"))
            return {Kind::Loop, nullptr, {}};
        return variableShape(root.name, depth);
    }

    [[nodiscard]] Shape variableShape(const QString& name, int depth) const
    {
        const QRegularExpression assignment(
            QStringLiteral(R"(#\{?(?:set\}?\s*\(\s*\$!?\{?%1\}?\s*=|foreach\}?\s*\(\s*\$!?\{?%1\}?\s+in)\s*([^\n]*))")
                .arg(QRegularExpression::escape(name)));
        QRegularExpressionMatch last;
        for (auto it = assignment.globalMatch(m_text); it.hasNext();)
            last = it.next();
        if (!last.hasMatch())
            return {};
        const bool isElement = last.captured(0).startsWith(QLatin1String("#foreach")) ||
                               last.captured(0).startsWith(QLatin1String("#{foreach"));
        const QString value = last.captured(1);
        if (value.startsWith(QLatin1Char('"')) || value.startsWith(QLatin1Char('\'')))
            return {Kind::Text, nullptr, {}};
        const Shape shape = shapeOf(longestReference(value), depth + 1);
        return isElement ? elementShape(shape) : shape;
    }

    // "$input.path('$.pets'))" is the reference and the bracket of its directive.
    static std::vector<ReferenceStep> longestReference(const QString& text)
    {
        for (auto end = text.size(); end > 1; --end)
            if (auto steps = referenceSteps(QStringView(text).first(end).trimmed()); !steps.empty())
                return steps;
        return {};
    }

    [[nodiscard]] Shape elementShape(const Shape& list) const
    {
        if (list.kind == Kind::Payload && m_api && m_api->openApi())
            return payload(schemaItems(*m_api->openApi(), list.schema));
        return {};
    }

    [[nodiscard]] Shape payload(const json::Value* schema) const
    {
        const bool isText =
            schema && m_api && m_api->openApi() && schemaType(*m_api->openApi(), schema) == QLatin1String("string");
        return {isText ? Kind::Text : Kind::Payload, schema, {}};
    }

    [[nodiscard]] Shape memberShape(const Shape& of, const ReferenceStep& step) const
    {
        using Step = ReferenceStep::Kind;
        switch (of.kind) {
        case Kind::Input:
            if (step.name == QLatin1String("path"))
                return payload(schemaAt(unquoted(step.arguments)));
            if (step.name == QLatin1String("params"))
                return {step.arguments.isEmpty() ? Kind::Parameters : Kind::Text, nullptr, {}};
            return {Kind::Text, nullptr, {}};
        case Kind::Util:
            return {step.name == QLatin1String("parseJson") ? Kind::Payload : Kind::Text, nullptr, {}};
        case Kind::Context:
            return contextShape(of.prefix + step.name);
        case Kind::Parameters:
            return {Kind::ParameterMap, nullptr, step.kind == Step::Name ? step.name : unquoted(step.arguments)};
        case Kind::ParameterMap:
        case Kind::StageVariables:
            return {Kind::Text, nullptr, {}};
        case Kind::Payload:
            return payloadShape(of, step);
        case Kind::Text:
        case Kind::Loop:
        case Kind::Unknown:
            break;
        }
        return {};
    }

    [[nodiscard]] Shape payloadShape(const Shape& of, const ReferenceStep& step) const
    {
        if (!m_api || !m_api->openApi())
            return {};
        if (step.kind == ReferenceStep::Kind::Name)
            return payload(schemaField(*m_api->openApi(), of.schema, step.name));
        if (step.kind == ReferenceStep::Kind::Index || step.name == QLatin1String("get")) {
            const QString name = unquoted(step.arguments);
            if (name != step.arguments)
                return payload(schemaField(*m_api->openApi(), of.schema, name));
            return payload(schemaItems(*m_api->openApi(), of.schema));
        }
        return {};
    }

    static Shape contextShape(const QString& name)
    {
        const auto names = contextMembers();
        const bool isGroup = std::any_of(names.begin(), names.end(), [&](const TemplateName& member) {
            return QString::fromLatin1(member.name).startsWith(name + QLatin1Char('.'));
        });
        return isGroup ? Shape{Kind::Context, nullptr, name + QLatin1Char('.')} : Shape{Kind::Text, nullptr, {}};
    }

    static std::vector<CompletionItem> contextParts(const QString& prefix)
    {
        std::vector<CompletionItem> items;
        for (const TemplateName& member : contextMembers()) {
            const QString name = QString::fromLatin1(member.name);
            if (!name.startsWith(prefix))
                continue;
            const QString part = name.mid(prefix.size()).section(QLatin1Char('.'), 0, 0);
            const bool isWhole = name.size() == prefix.size() + part.size();
            const QString detail = isWhole && *member.detail
                                       ? QCoreApplication::translate("gw::ui::TemplateNames", member.detail)
                                       : QString();
            if (items.empty() || items.back().text != part)
                items.push_back({part, detail, 0});
        }
        return items;
    }

    [[nodiscard]] std::vector<CompletionItem> stageVariables() const
    {
        std::vector<CompletionItem> items;
        for (const Stage& stage : m_api ? m_api->stages : std::vector<Stage>{})
            for (const auto& [name, value] : stage.variables)
                if (std::none_of(items.begin(), items.end(), [&](const auto& i) { return i.text == toQt(name); }))
                    items.push_back({toQt(name), toQt(value), 0});
        return items;
    }

    [[nodiscard]] std::vector<CompletionItem> payloadMembers(const json::Value* schema) const
    {
        std::vector<CompletionItem> items = fields(schema);
        const bool isList = m_api && m_api->openApi() && schemaItems(*m_api->openApi(), schema);
        if (isList || items.empty())
            append(items, listMembers());
        if (!isList)
            append(items, mapMembers());
        return items;
    }

    [[nodiscard]] std::vector<CompletionItem> fields(const json::Value* schema) const
    {
        std::vector<CompletionItem> items;
        if (!m_api || !m_api->openApi())
            return items;
        for (const SchemaField& field : schemaFields(*m_api->openApi(), schema)) {
            const bool hasBoth = !field.type.isEmpty() && !field.description.isEmpty();
            items.push_back(
                {field.name, field.type + (hasBoth ? QStringLiteral(" · ") : QString()) + field.description, 0});
        }
        return items;
    }

    // The schema a JSONPath of plain steps leads to.
    [[nodiscard]] const json::Value* schemaAt(const QString& path) const
    {
        const json::Value* schema = m_scope.payload.get();
        static const QRegularExpression step(
            QStringLiteral(R"re(\.([\w$-]+)|\[\s*(?:'([^']*)'|"([^"]*)"|[^\]]*)\s*\])re"));
        for (auto it = step.globalMatch(path); it.hasNext() && schema && m_api && m_api->openApi();) {
            const auto match = it.next();
            QString name = match.captured(1);
            for (const int quoted : {2, 3})
                if (name.isEmpty())
                    name = match.captured(quoted);
            schema =
                name.isEmpty() ? schemaItems(*m_api->openApi(), schema) : schemaField(*m_api->openApi(), schema, name);
        }
        return schema;
    }

    static QString unquoted(const QString& text)
    {
        const QString trimmed = text.trimmed();
        const bool isQuoted = trimmed.size() >= 2 && trimmed.front() == trimmed.back() &&
                              (trimmed.front() == QLatin1Char('\'') || trimmed.front() == QLatin1Char('"'));
        return isQuoted ? trimmed.mid(1, trimmed.size() - 2) : text;
    }

    const QString& m_text;
    const TemplateScope& m_scope;
    const Api* m_api;
    const Method* m_method;
};

Completions completions(std::vector<CompletionItem> items, const QString& typed)
{
    return {matching(std::move(items), typed), static_cast<int>(typed.size())};
}

} // namespace

Completions templateCompletions(const QString& textBefore, const TemplateScope& scope)
{
    const Resolver resolver(textBefore, scope);
    if (const auto path = jsonPathAtEnd(textBefore))
        return completions(resolver.pathFields(*path), path->mid(path->lastIndexOf(QLatin1Char('.')) + 1));
    if (const auto name = parameterNameAtEnd(textBefore))
        return completions(resolver.parameters({}), *name);
    const auto typed = referenceAtEnd(textBefore);
    if (!typed)
        return {};
    std::vector<CompletionItem> items;
    if (typed->isDirective)
        append(items, directives());
    else if (typed->receiver.empty())
        items = resolver.references();
    else
        items = resolver.membersOf(resolver.shapeOf(typed->receiver));
    return completions(std::move(items), typed->partial);
}

} // namespace gw::ui
