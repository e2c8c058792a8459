#include "ui/models/issuer_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::IssuerText", text);
}

QString quantity(std::chrono::seconds::rep count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(count);
}

} // namespace

QString wordsText(const std::vector<std::string>& words)
{
    QStringList all;
    for (const std::string& word : words)
        all << QString::fromStdString(word);
    return all.join(QLatin1Char(' '));
}

std::vector<std::string> wordsIn(const QString& text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    std::vector<std::string> words;
    for (const QString& word : text.split(between, Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    return words;
}

QString attributesText(const StringMap& attributes)
{
    QStringList all;
    for (const auto& [name, value] : attributes)
        all << QString::fromStdString(name) + QLatin1Char('=') + QString::fromStdString(value);
    return all.join(QStringLiteral("; "));
}

QString readAttributes(const QString& text, StringMap& attributes)
{
    StringMap read;
    for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const auto equals = part.indexOf(QLatin1Char('='));
        const QString name = part.left(equals).trimmed();
        if (part.trimmed().isEmpty())
            continue;
        if (equals < 0 || name.isEmpty())
            return tr("Write attributes as name=value, with ; between them.");
        const std::string key = name.toStdString();
        if (std::any_of(read.begin(), read.end(), [&](const auto& known) { return known.first == key; }))
            return tr("\"%1\" is there twice.").arg(name);
        read.emplace_back(key, part.mid(equals + 1).trimmed().toStdString());
    }
    attributes = std::move(read);
    return {};
}

QString grantsText(const std::vector<GrantType>& grants)
{
    QStringList all;
    for (const GrantType grant : grants) {
        const std::string_view name = toString(grant);
        all << QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    return all.join(QLatin1Char(' '));
}

QString readGrants(const QString& text, std::vector<GrantType>& grants)
{
    std::vector<GrantType> read;
    for (const std::string& word : wordsIn(text)) {
        const auto grant = grantTypeFrom(word);
        if (!grant)
            return tr("\"%1\" is none of authorization_code, refresh_token and client_credentials.")
                .arg(QString::fromStdString(word));
        read.push_back(*grant);
    }
    grants = std::move(read);
    return {};
}

QString ageText(std::chrono::seconds age)
{
    using namespace std::chrono;
    if (age >= hours(24))
        return quantity(age / hours(24), tr("1 day"), tr("%1 days"));
    if (age >= hours(1))
        return quantity(age / hours(1), tr("1 hour"), tr("%1 hours"));
    if (age >= minutes(1))
        return quantity(age / minutes(1), tr("1 minute"), tr("%1 minutes"));
    return tr("less than a minute");
}

} // namespace gw::ui
