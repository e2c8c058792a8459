// Colours and tool tips of variables.
#include "ui/console/variable_text.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("VariableText", text);
}

bool isKnown(const QString& name, const console::VariableScope& scope)
{
    return scope.dynamic(name) ||
           (scope.find(name) && resolve(QStringLiteral("{{%1}}").arg(name), scope).unresolved.empty());
}

} // namespace

QList<QTextLayout::FormatRange> variableFormats(const QString& text, const console::VariableScope& scope,
                                                const Theme& theme)
{
    QList<QTextLayout::FormatRange> formats;
    for (const console::VariableSpan& span : console::variableSpans(text)) {
        const bool known = isKnown(span.name, scope);
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(span.start);
        range.length = static_cast<int>(span.length);
        range.format.setForeground(theme.color(known ? Color::Accent : Color::Danger));
        range.format.setBackground(theme.color(known ? Color::AccentMuted : Color::DangerMuted));
        formats.append(range);
    }
    return formats;
}

QString variableToolTip(const QString& text, int position, const console::VariableScope& scope)
{
    for (const console::VariableSpan& span : console::variableSpans(text)) {
        if (position < span.start || position >= span.start + span.length)
            continue;
        if (scope.dynamic(span.name))
            return tr("\"%1\" is made anew for each request").arg(span.name);
        const console::Variable* variable = scope.find(span.name);
        if (!variable)
            return tr("The variable \"%1\" is not defined. Set it in an environment (Ctrl+E).").arg(span.name);
        const QString value = variable->isSecret ? tr("(secret)") : variable->value;
        return tr("%1 = %2\nfrom %3").arg(span.name, value, variable->source);
    }
    return {};
}

QStringList unresolvedVariables(const QString& text, const console::VariableScope& scope)
{
    QStringList lines;
    for (const console::Unresolved& problem : console::resolve(text, scope).unresolved)
        lines.append(problem.name.isEmpty() ? tr("The %1.").arg(problem.reason)
                                            : tr("The variable \"%1\" %2.").arg(problem.name, problem.reason));
    return lines;
}

} // namespace gw::ui
