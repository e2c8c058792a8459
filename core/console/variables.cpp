// Fills in {{name}}; the rules stand in the header.
#include "core/console/variables.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

namespace gw::console {

namespace {

// Values that hold many variables of the next level grow as a power of the depth, even when all of them are empty.
constexpr int maxSteps = 20'000;

class Resolver
{
public:
    explicit Resolver(const VariableScope& scope) : m_scope(scope) {}

    Resolution run(const QString& text)
    {
        expand(text);
        return {std::move(m_out), std::move(m_unresolved)};
    }

private:
    void expand(const QString& text)
    {
        qsizetype done = 0;
        for (const VariableSpan& span : variableSpans(text)) {
            if (m_steps > maxSteps)
                break;
            append(QStringView(text).mid(done, span.start - done));
            expandVariable(span.name, QStringView(text).mid(span.start, span.length));
            done = span.start + span.length;
        }
        append(QStringView(text).mid(done));
    }

    void expandVariable(const QString& name, QStringView written)
    {
        if (++m_steps > maxSteps)
            return leave(m_path.value(0, name), written, QStringLiteral("takes too many steps to fill in"));
        if (const auto* dynamic = m_scope.dynamic(name))
            return append((*dynamic)());
        const Variable* variable = m_scope.find(name);
        if (!variable)
            return leave(name, written, QStringLiteral("is not defined"));
        if (m_path.contains(name))
            return leave(name, written, QStringLiteral("refers to itself"));
        if (m_path.size() >= maxVariableDepth)
            return leave(name, written, QStringLiteral("is nested more than %1 deep").arg(maxVariableDepth));
        m_path.append(name);
        expand(variable->value);
        m_path.removeLast();
    }

    void append(QStringView text)
    {
        if (m_out.size() + text.size() <= maxResolvedLength)
            m_out += text;
        else if (!m_path.isEmpty())
            report(m_path.first(), QStringLiteral("makes the text longer than 16 MiB"));
        else
            report(QString(), QStringLiteral("text is longer than 16 MiB"));
    }

    void leave(const QString& name, QStringView written, const QString& reason)
    {
        append(written);
        report(name, reason);
    }

    void report(const QString& name, const QString& reason)
    {
        Unresolved problem{name, reason};
        if (std::find(m_unresolved.begin(), m_unresolved.end(), problem) == m_unresolved.end())
            m_unresolved.push_back(std::move(problem));
    }

    const VariableScope& m_scope;
    QString m_out;
    QStringList m_path;
    int m_steps = 0;
    std::vector<Unresolved> m_unresolved;
};

} // namespace

DynamicValues systemDynamicValues()
{
    DynamicValues values;
    values.guid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces); };
    values.timestamp = [] { return QString::number(QDateTime::currentSecsSinceEpoch()); };
    values.isoTimestamp = [] { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); };
    values.randomInt = [] { return QString::number(QRandomGenerator::global()->bounded(1000)); };
    return values;
}

VariableScope::VariableScope(DynamicValues dynamic) : m_dynamic(std::move(dynamic)) {}

void VariableScope::add(Variable variable)
{
    if (!find(variable.name))
        m_variables.push_back(std::move(variable));
}

const Variable* VariableScope::find(QStringView name) const
{
    const auto it = std::find_if(m_variables.begin(), m_variables.end(),
                                 [name](const Variable& variable) { return variable.name == name; });
    return it == m_variables.end() ? nullptr : &*it;
}

const std::function<QString()>* VariableScope::dynamic(QStringView name) const
{
    if (name == u"$guid")
        return &m_dynamic.guid;
    if (name == u"$timestamp")
        return &m_dynamic.timestamp;
    if (name == u"$isoTimestamp")
        return &m_dynamic.isoTimestamp;
    if (name == u"$randomInt")
        return &m_dynamic.randomInt;
    return nullptr;
}

Resolution resolve(const QString& text, const VariableScope& scope)
{
    return Resolver(scope).run(text);
}

std::vector<VariableSpan> variableSpans(const QString& text)
{
    std::vector<VariableSpan> spans;
    qsizetype from = 0;
    while (true) {
        const qsizetype close = text.indexOf(u"}}", from);
        if (close < 0)
            return spans;
        // The innermost "{{" counts, so "{{{{a}}" finds a.
        const qsizetype open = close < 2 ? -1 : text.lastIndexOf(u"{{", close - 2);
        if (open >= from) {
            const QString name = text.mid(open + 2, close - open - 2).trimmed();
            const bool isName = !name.isEmpty() && name.size() <= 128 && !name.contains(u'{') && !name.contains(u'"') &&
                                !name.contains(u'\n');
            if (isName)
                spans.push_back({open, close + 2 - open, name});
        }
        from = close + 2;
    }
}

} // namespace gw::console
