// A path and the dialog that finds one.
#include "ui/console/file_to_send.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

FileToSend::FileToSend(QWidget* parent) : QWidget(parent), m_path(new QLineEdit)
{
    m_path->setPlaceholderText(tr("Path of the file to send"));
    m_path->setAccessibleName(tr("File to send"));
    setFocusProxy(m_path);
    auto* chooseOne = pushButton(tr("Choose…"), this);
    auto* line = new QHBoxLayout;
    line->setSpacing(spacing::m);
    line->addWidget(m_path, 1);
    line->addWidget(chooseOne);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::m, spacing::m, spacing::m, spacing::m);
    layout->addLayout(line);
    layout->addStretch();
    connect(m_path, &QLineEdit::textEdited, this, &FileToSend::edited);
    connect(chooseOne, &QPushButton::clicked, this, &FileToSend::choose);
}

void FileToSend::setPath(const QString& path)
{
    m_path->setText(path);
}

QString FileToSend::path() const
{
    return m_path->text();
}

void FileToSend::choose()
{
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Choose the File to Send"), m_folder);
    if (chosen.isEmpty())
        return;
    const QString relative = QDir(m_folder).relativeFilePath(chosen);
    m_path->setText(relative.startsWith(QLatin1String("..")) ? chosen : relative);
    emit edited();
}

} // namespace gw::ui
