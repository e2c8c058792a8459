// Values out of range (a file edited by hand) fall back to the defaults.
#include "ui/shell/preferences.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace gw::ui {

namespace {
constexpr int maxRecent = 10;
constexpr char recentKey[] = "project/recent";
} // namespace

Preferences::Preferences(const QString& file)
    : m_settings(file.isEmpty() ? std::make_unique<QSettings>()
                                : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

ThemeChoice Preferences::theme() const
{
    const QString name = m_settings->value("theme").toString();
    return name == "light" ? ThemeChoice::Light : name == "dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice choice)
{
    static constexpr const char* names[] = {"system", "light", "dark"};
    m_settings->setValue("theme", names[static_cast<int>(choice)]);
}

int Preferences::port() const
{
    bool isNumber = false;
    const int port = m_settings->value("gateway/port", defaultPort).toInt(&isNumber);
    return isNumber && port >= 0 && port <= 65535 ? port : defaultPort;
}

void Preferences::setPort(int port)
{
    m_settings->setValue("gateway/port", port);
}

bool Preferences::startsGateway() const
{
    return m_settings->value("gateway/start", true).toBool();
}

void Preferences::setStartsGateway(bool starts)
{
    m_settings->setValue("gateway/start", starts);
}

QStringList Preferences::recentProjects() const
{
    QStringList existing;
    for (const QString& path : m_settings->value(recentKey).toStringList()) {
        if (QFileInfo::exists(path))
            existing << path;
    }
    return existing;
}

void Preferences::addRecentProject(const QString& path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    QStringList recent = m_settings->value(recentKey).toStringList();
    recent.removeAll(whole);
    recent.prepend(whole);
    m_settings->setValue(recentKey, QStringList(recent.mid(0, maxRecent)));
}

void Preferences::removeRecentProject(const QString& path)
{
    QStringList recent = m_settings->value(recentKey).toStringList();
    recent.removeAll(path);
    m_settings->setValue(recentKey, recent);
}

std::optional<QKeySequence> Preferences::shortcut(const QString& action) const
{
    const QVariant value = m_settings->value("shortcuts/" + action);
    if (!value.isValid())
        return std::nullopt;
    return QKeySequence::fromString(value.toString(), QKeySequence::PortableText);
}

void Preferences::setShortcut(const QString& action, const std::optional<QKeySequence>& keys)
{
    if (keys)
        m_settings->setValue("shortcuts/" + action, keys->toString(QKeySequence::PortableText));
    else
        m_settings->remove("shortcuts/" + action);
}

QString Preferences::stateKey(const QString& part, const QString& project)
{
    if (project.isEmpty())
        return "state/" + part;
    const QByteArray hash = QCryptographicHash::hash(project.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return "state/" + QString::fromLatin1(hash) + '/' + part;
}

QByteArray Preferences::state(const QString& part, const QString& project) const
{
    return m_settings->value(stateKey(part, project)).toByteArray();
}

void Preferences::setState(const QString& part, const QByteArray& state, const QString& project)
{
    m_settings->setValue(stateKey(part, project), state);
}

} // namespace gw::ui
