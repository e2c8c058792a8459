// The checks, one function each. Messages say what is wrong and the way out.
#include "ui/models/integration_checks.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int leastTimeout = 50;
constexpr int mostTimeout = 29000;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::IntegrationChecks", text);
}

// The target with its placeholders filled, so that the rest can be judged as a URL.
QString withPlaceholdersFilled(QString uri)
{
    static const QRegularExpression variable(QStringLiteral(R"(\$\{stageVariables\.[A-Za-z0-9_]+\})"));
    static const QRegularExpression parameter(QStringLiteral(R"(\{[A-Za-z0-9._$:-]+\+?\})"));
    uri.replace(variable, QStringLiteral("x"));
    return uri.replace(parameter, QStringLiteral("x"));
}

QString httpProblem(const QString& uri)
{
    if (uri.startsWith(QLatin1String("${stageVariables.")))
        return {};
    const QString filled = withPlaceholdersFilled(uri);
    if (filled.contains(QLatin1Char('{')) || filled.contains(QLatin1Char('}')) || filled.contains(QLatin1Char('$')))
        return tr(
            "A brace stands alone. Write path parameters as {name} and stage variables as ${stageVariables.name}.");
    if (std::any_of(filled.begin(), filled.end(), [](QChar c) { return c.isSpace(); }))
        return tr("A URL has no spaces. Write a space as %20.");
    if (!filled.startsWith(QLatin1String("http://"), Qt::CaseInsensitive) &&
        !filled.startsWith(QLatin1String("https://"), Qt::CaseInsensitive))
        return tr("The target must begin with http:// or https://.");
    const QUrl url(filled, QUrl::StrictMode);
    if (!url.isValid())
        return tr("This is no valid URL: %1.").arg(url.errorString());
    if (url.host().isEmpty())
        return tr("The URL names no host, as in http://localhost:8080/pets.");
    return {};
}

} // namespace

QString targetProblem(IntegrationType type, const QString& uri)
{
    if (uri.isEmpty() || type == IntegrationType::Mock)
        return {};
    if (type == IntegrationType::Http || type == IntegrationType::HttpProxy)
        return httpProblem(uri);
    if (!uri.startsWith(QLatin1String("arn:")) && !uri.startsWith(QLatin1String("${stageVariables.")))
        return tr("The target of an AWS integration is an ARN, as in arn:aws:apigateway:us-east-1:lambda:path/….");
    return {};
}

QString timeoutProblem(const QString& text)
{
    if (text.isEmpty())
        return {};
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (isNumber && value >= leastTimeout && value <= mostTimeout)
        return {};
    return tr("The time-out is a whole number of milliseconds from %1 to %2; empty means %2.")
        .arg(leastTimeout)
        .arg(mostTimeout);
}

QString patternProblem(const QString& pattern)
{
    const QRegularExpression expression(pattern);
    if (expression.isValid())
        return {};
    return tr("Not a regular expression: %1 at character %2.")
        .arg(expression.errorString())
        .arg(expression.patternErrorOffset() + 1);
}

QString statusProblem(const QString& status, bool allowsRanges)
{
    static const QRegularExpression code(QStringLiteral("^[1-5][0-9][0-9]$"));
    static const QRegularExpression range(QStringLiteral("^([1-5][xX][xX]|default)$"));
    if (code.match(status).hasMatch() || (allowsRanges && range.match(status).hasMatch()))
        return {};
    return allowsRanges ? tr("A status is a number from 100 to 599, a range such as 4XX, or default.")
                        : tr("A status is a number from 100 to 599.");
}

QString stageNameProblem(const QString& name)
{
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9_-]{1,128}$"));
    if (allowed.match(name).hasMatch() || name == QLatin1String("$default"))
        return {};
    return tr("A stage name has 1 to 128 letters, digits, \"-\" and \"_\".");
}

QString variableProblem(const QString& name, const QString& value)
{
    static const QRegularExpression key(QStringLiteral("^[A-Za-z0-9_]{1,64}$"));
    static const QRegularExpression text(QStringLiteral("^[A-Za-z0-9-._~:/?#&=,]{1,512}$"));
    if (!key.match(name).hasMatch())
        return tr("A variable's name has 1 to 64 letters, digits and \"_\".");
    if (!value.isEmpty() && !text.match(value).hasMatch())
        return tr("A variable's value has up to 512 letters, digits and the characters -._~:/?#&=, .");
    return {};
}

} // namespace gw::ui
