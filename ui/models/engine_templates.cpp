// Places in the engine's output count bytes; the studio's texts count UTF-16 units.
#include "ui/models/engine_templates.h"

#include "gateway-engine/vtl/dialect/mapping_template.h"

#include <algorithm>

namespace gw::ui {

namespace {

namespace vtl = engine::vtl;

// Dotted names as an object of objects. A name that is a prefix of another one gives way to it.
json::Value contextOf(const StringMap& variables)
{
    json::Value context = json::Value::object();
    for (const auto& [name, value] : variables) {
        json::Value* at = &context;
        std::size_t begin = 0;
        for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', begin)) {
            const std::string part = name.substr(begin, dot - begin);
            if (const json::Value* found = at->find(part); !found || !found->isObject())
                at->set(part, json::Value::object());
            at = at->find(part);
            begin = dot + 1;
        }
        at->set(name.substr(begin), json::Value(value));
    }
    return context;
}

QString valueText(const json::Value& value)
{
    if (!value.isArray())
        return QString::fromStdString(value.scalarText());
    QStringList texts;
    for (const json::Value& one : value.asArray())
        texts << QString::fromStdString(one.scalarText());
    return texts.join(QStringLiteral(", "));
}

// {"header": {"X": "v"}, "status": 201} as lines.
void listOverrides(const json::Value& overrides, const QString& of, QStringList& lines)
{
    if (!overrides.isObject())
        return;
    for (const json::Member& group : overrides.asObject()) {
        const QString name = QString::fromStdString(group.key);
        if (!group.value.isObject()) {
            lines << QStringLiteral("%1 %2: %3").arg(of, name, valueText(group.value));
            continue;
        }
        for (const json::Member& one : group.value.asObject())
            lines
                << QStringLiteral("%1 %2 %3: %4").arg(of, name, QString::fromStdString(one.key), valueText(one.value));
    }
}

// UTF-16 positions of byte offsets that are asked in rising order.
class Positions
{
public:
    explicit Positions(const std::string& text) : m_text(text) {}

    int at(std::size_t byte)
    {
        if (byte < m_byte) {
            m_byte = 0;
            m_position = 0;
        }
        for (; m_byte < std::min(byte, m_text.size()); ++m_byte) {
            const auto c = static_cast<unsigned char>(m_text[m_byte]);
            const bool isContinued = (c & 0xC0) == 0x80;
            m_position += isContinued ? 0 : c >= 0xF0 ? 2 : 1;
        }
        return m_position;
    }

private:
    const std::string& m_text;
    std::size_t m_byte = 0;
    int m_position = 0;
};

std::vector<OutputOrigin> originsOf(const vtl::MappingOutput& output, const std::string& text)
{
    std::vector<OutputOrigin> origins;
    Positions positions(output.output);
    for (const vtl::OutputPiece& piece : output.pieces) {
        const auto end =
            text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(piece.templateBegin, text.size()));
        const int line = 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
        const int begin = positions.at(piece.outputBegin);
        origins.push_back({begin, positions.at(piece.outputEnd), line});
    }
    return origins;
}

TemplateRendering faultOf(const Diagnostic& diagnostic)
{
    TemplateRendering rendering;
    rendering.fault = QString::fromStdString(diagnostic.message);
    if (!diagnostic.hint.empty())
        rendering.fault += QLatin1Char(' ') + QString::fromStdString(diagnostic.hint);
    rendering.line = diagnostic.position.line;
    rendering.column = diagnostic.position.column;
    return rendering;
}

} // namespace

TemplateRendering renderByEngine(const std::string& text, const TemplateSample& sample, TemplateSide)
{
    const auto parsed = vtl::Template::parse(text, {});
    if (!parsed)
        return faultOf(parsed.error());
    vtl::TemplateInput input;
    input.body = sample.body;
    input.path = sample.path;
    input.querystring = sample.query;
    input.header = sample.headers;
    input.stageVariables = sample.stageVariables;
    input.context = [&sample] { return contextOf(sample.context); };
    vtl::RenderOptions options;
    options.mapOutput = true;
    const auto output = vtl::renderMapping(*parsed, input, options);
    if (!output)
        return faultOf(output.error());
    TemplateRendering rendering;
    rendering.output = QString::fromStdString(output->output);
    listOverrides(output->requestOverride, QStringLiteral("requestOverride"), rendering.overrides);
    listOverrides(output->responseOverride, QStringLiteral("responseOverride"), rendering.overrides);
    rendering.origins = originsOf(*output, text);
    return rendering;
}

} // namespace gw::ui
