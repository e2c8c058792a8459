// Texts of web ACL rules. Numbers and names outside the service's limits are refused by the edit that applies them.
#include "ui/models/web_acl_text.h"

#include <QCoreApplication>

#include <type_traits>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::WebAclText", text);
}

QString fromText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString textOf(const AddressMatch& match)
{
    QStringList list;
    for (const std::string& address : match.addresses)
        list << fromText(address);
    return list.join(QStringLiteral(", "));
}

QString textOf(const RateMatch& match)
{
    return QStringLiteral("%1 in %2").arg(match.limit).arg(match.evaluationWindowSec);
}

QString textOf(const HeaderMatch& match)
{
    return QStringLiteral("%1 %2 %3")
        .arg(fromText(match.header), fromText(toString(match.match)), fromText(match.value));
}

QString textOf(const SizeMatch& match)
{
    return QStringLiteral("%1 > %2").arg(fromText(toString(match.part))).arg(match.bytes);
}

QString read(const QString& text, AddressMatch& match)
{
    match.addresses.clear();
    for (const QString& address : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        match.addresses.push_back(address.trimmed().toStdString());
    return {};
}

QString read(const QString& text, RateMatch& match)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '));
    bool isLimit = false;
    bool isWindow = false;
    const int limit = words.value(0).toInt(&isLimit);
    const int window = words.value(2).toInt(&isWindow);
    if (words.size() != 3 || words[1].toLower() != QLatin1String("in") || !isLimit || !isWindow)
        return tr("Write a rate as requests in seconds: 2000 in 300.");
    match = {limit, window};
    return {};
}

QString read(const QString& text, HeaderMatch& match)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '));
    const auto kind = textMatchFrom(words.value(1).toUpper().toStdString());
    if (words.size() < 3 || !kind)
        return tr("Write a header condition as user-agent CONTAINS bot; EXACTLY, STARTS_WITH and ENDS_WITH are the "
                  "others.");
    match = {words[0].toStdString(), *kind, QStringList(words.mid(2)).join(QLatin1Char(' ')).toStdString()};
    return {};
}

QString read(const QString& text, SizeMatch& match)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '));
    const auto part = sizedPartFrom(words.value(0).toUpper().toStdString());
    bool isNumber = false;
    const int bytes = words.value(2).toInt(&isNumber);
    if (words.size() != 3 || words[1] != QLatin1String(">") || !part || !isNumber)
        return tr("Write a size as BODY > 8192; HEADERS, QUERY_STRING and URI_PATH are the other parts.");
    match = {*part, bytes};
    return {};
}

} // namespace

QStringList aclMatchKinds()
{
    return {tr("Addresses"), tr("Rate"), tr("Header"), tr("Size")};
}

QString aclMatchKind(const AclMatch& match)
{
    return aclMatchKinds().value(static_cast<qsizetype>(match.index()));
}

AclMatch aclMatchOfKind(const QString& kind, const AclMatch& now)
{
    if (kind == aclMatchKind(now))
        return now;
    switch (aclMatchKinds().indexOf(kind)) {
    case 0:
        return AddressMatch{{"192.0.2.0/24"}};
    case 1:
        return RateMatch{};
    case 2:
        return HeaderMatch{"user-agent", TextMatch::Contains, "bot"};
    case 3:
        return SizeMatch{};
    default:
        return now;
    }
}

QString aclConditionText(const AclMatch& match)
{
    return std::visit([](const auto& kind) { return textOf(kind); }, match);
}

QString readAclCondition(const QString& text, AclMatch& match)
{
    return std::visit([&](auto& kind) { return read(text.trimmed(), kind); }, match);
}

} // namespace gw::ui
