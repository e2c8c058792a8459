// Fields are quoted as RFC 4180 says. A text that a spreadsheet would take for a formula gets an apostrophe before it.
#include "ui/models/usage_text.h"

#include <cstdio>

namespace gw::ui {

namespace {

QByteArray field(QByteArray text)
{
    if (!text.isEmpty() && QByteArray("=+-@\t\r").contains(text[0]))
        text.prepend('\'');
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n') && !text.contains('\r'))
        return text;
    return '"' + text.replace("\"", "\"\"") + '"';
}

} // namespace

QString keyNameOf(const Project& project, const std::string& keyId)
{
    for (const Cow<ApiKey>& key : project.apiKeys)
        if (key->keyId == keyId)
            return QString::fromStdString(key->name);
    return QString::fromStdString(keyId);
}

QString dayText(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date(day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    return QString::fromLatin1(text);
}

QByteArray usageCsv(const Project& project, const std::vector<engine::KeyUsage>& keys)
{
    QByteArray csv("Name,Id,Day,Used,Remaining\r\n");
    for (const engine::KeyUsage& key : keys)
        for (const engine::UsageDay& day : key.days) {
            if (day.used == 0)
                continue;
            csv += field(keyNameOf(project, key.keyId).toUtf8()) + ',' + field(QByteArray::fromStdString(key.keyId)) +
                   ',' + dayText(day.day).toLatin1() + ',' + QByteArray::number(qlonglong(day.used)) + ',' +
                   (day.remaining ? QByteArray::number(qlonglong(*day.remaining)) : QByteArray()) + "\r\n";
        }
    return csv;
}

} // namespace gw::ui
