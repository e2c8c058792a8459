// FileToSend: the page of an editor where the path of a file to send is written or chosen. Paths below the project's
// folder are relative to it, so that they mean the same on another machine.
#pragma once

#include <QWidget>

class QLineEdit;

namespace gw::ui {

class FileToSend final : public QWidget
{
    Q_OBJECT

public:
    explicit FileToSend(QWidget* parent = nullptr);

    void setFolder(const QString& folder) { m_folder = folder; }
    [[nodiscard]] QString folder() const { return m_folder; }
    void setPath(const QString& path);
    [[nodiscard]] QString path() const;

signals:
    void edited(); // by the user

private:
    void choose();

    QLineEdit* m_path;
    QString m_folder;
};

} // namespace gw::ui
