// Scans back from the cursor. Bounded by what a reference can reasonably be long.
#include "ui/models/template_reference.h"

#include <QRegularExpression>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr qsizetype longestReference = 2000;

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-');
}

qsizetype nameStart(QStringView text, qsizetype end)
{
    while (end > 0 && isNamePart(text[end - 1]))
        --end;
    return end;
}

// Where the bracket opens that closes at end - 1; -1 when none does. Brackets inside quotes do not count.
qsizetype openingOf(QStringView text, qsizetype end)
{
    int depth = 0;
    QChar quote;
    for (qsizetype i = end - 1; i >= 0; --i) {
        const QChar c = text[i];
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == QLatin1Char('\'') || c == QLatin1Char('"'))
            quote = c;
        else if (c == QLatin1Char(')') || c == QLatin1Char(']'))
            ++depth;
        else if ((c == QLatin1Char('(') || c == QLatin1Char('[')) && --depth == 0)
            return i;
    }
    return -1;
}

// The length of "$", "$!", "${" or "$!{" that ends at `end`; 0 for none.
qsizetype leadBefore(QStringView text, qsizetype end)
{
    for (const QLatin1String lead :
         {QLatin1String("$!{"), QLatin1String("${"), QLatin1String("$!"), QLatin1String("$")})
        if (text.first(end).endsWith(lead))
            return lead.size();
    return 0;
}

// Where the reference starts whose text ends at `end`, its lead included; -1 when there is none.
qsizetype referenceStart(QStringView text, qsizetype end)
{
    while (end > 0) {
        while (end > 0 && (text[end - 1] == QLatin1Char(')') || text[end - 1] == QLatin1Char(']')))
            if (end = openingOf(text, end); end < 0)
                return -1;
        end = nameStart(text, end);
        if (const qsizetype lead = leadBefore(text, end))
            return end - lead;
        if (end == 0 || text[end - 1] != QLatin1Char('.'))
            return -1;
        --end;
    }
    return -1;
}

std::optional<QString> quotedArgumentAtEnd(QStringView text, const QRegularExpression& expression)
{
    const auto match = expression.match(text.last(std::min(text.size(), longestReference)).toString());
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

} // namespace

std::optional<TypedReference> referenceAtEnd(QStringView text)
{
    text = text.last(std::min(text.size(), longestReference));
    const qsizetype start = nameStart(text, text.size());
    TypedReference typed;
    typed.partial = text.sliced(start).toString();
    if (leadBefore(text, start))
        return typed;
    if (start > 0 && (text[start - 1] == QLatin1Char('#') || text.first(start).endsWith(QLatin1String("#{")))) {
        typed.isDirective = true;
        return typed;
    }
    if (start == 0 || text[start - 1] != QLatin1Char('.'))
        return std::nullopt;
    const qsizetype begin = referenceStart(text, start - 1);
    if (begin < 0)
        return std::nullopt;
    typed.receiver = referenceSteps(text.sliced(begin, start - 1 - begin));
    return typed.receiver.empty() ? std::nullopt : std::optional(typed);
}

std::vector<ReferenceStep> referenceSteps(QStringView text)
{
    std::vector<ReferenceStep> steps;
    qsizetype at = 0;
    for (const QLatin1Char lead : {QLatin1Char('$'), QLatin1Char('!'), QLatin1Char('{')})
        if (at < text.size() && text[at] == lead)
            ++at;
    if (text.isEmpty() || text.front() != QLatin1Char('$'))
        return steps;
    while (at < text.size()) {
        const QChar c = text[at];
        if (c == QLatin1Char('.') && !steps.empty()) {
            ++at;
            continue;
        }
        if (c == QLatin1Char('(') || c == QLatin1Char('[')) {
            qsizetype end = at + 1;
            while (end <= text.size() && openingOf(text.first(end), end) != at)
                ++end;
            if (end > text.size() || steps.empty())
                return {};
            const QString inner = text.sliced(at + 1, end - at - 2).toString();
            if (c == QLatin1Char('['))
                steps.push_back({ReferenceStep::Kind::Index, {}, inner});
            else
                steps.back() = {ReferenceStep::Kind::Call, steps.back().name, inner};
            at = end;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && isNamePart(text[end]))
            ++end;
        if (end == at)
            return c == QLatin1Char('}') ? steps : std::vector<ReferenceStep>{};
        steps.push_back({ReferenceStep::Kind::Name, text.sliced(at, end - at).toString(), {}});
        at = end;
    }
    return steps;
}

std::optional<QString> jsonPathAtEnd(QStringView text)
{
    static const QRegularExpression call(QStringLiteral(R"(\$!?\{?input\.(?:json|path)\(\s*["']([^"'\n]*)$)"));
    return quotedArgumentAtEnd(text, call);
}

std::optional<QString> parameterNameAtEnd(QStringView text)
{
    static const QRegularExpression call(QStringLiteral(R"(\$!?\{?input\.params\(\s*["']([^"'\n]*)$)"));
    return quotedArgumentAtEnd(text, call);
}

} // namespace gw::ui
