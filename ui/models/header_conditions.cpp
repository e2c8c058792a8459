// A condition is a header's name, a colon and a glob; conditions stand apart by semicolons.
#include "ui/models/header_conditions.h"

#include <QCoreApplication>
#include <QStringList>

namespace gw::ui {

QString headerConditionsText(const std::vector<HeaderCondition>& conditions)
{
    QStringList parts;
    for (const HeaderCondition& condition : conditions)
        parts << QString::fromStdString(condition.header) + QStringLiteral(": ") +
                     QString::fromStdString(condition.valueGlob);
    return parts.join(QStringLiteral("; "));
}

QString readHeaderConditions(const QString& text, std::vector<HeaderCondition>& conditions)
{
    std::vector<HeaderCondition> read;
    for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty())
            continue;
        const qsizetype colon = part.indexOf(QLatin1Char(':'));
        const QString header = part.left(colon).trimmed();
        const QString glob = part.mid(colon + 1).trimmed();
        if (colon < 0 || header.isEmpty() || glob.isEmpty())
            return QCoreApplication::translate("gw::ui::HeaderConditions",
                                               "Write a condition as header: value, several apart by semicolons.");
        read.push_back({header.toStdString(), glob.toStdString()});
    }
    conditions = std::move(read);
    return {};
}

} // namespace gw::ui
