// A path and the dialog that finds one.
#include "ui/console/file_page.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

FilePage::FilePage(QWidget* parent) : QWidget(parent), m_path(new QLineEdit)
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
    connect(m_path, &QLineEdit::textEdited, this, &FilePage::edited);
    connect(chooseOne, &QPushButton::clicked, this, &FilePage::choose);
}

void FilePage::setPath(const QString& path)
{
    m_path->setText(path);
}

QString FilePage::path() const
{
    return m_path->text();
}

void FilePage::choose()
{
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Choose the File to Send"), m_folder);
    if (chosen.isEmpty())
        return;
    const QString relative = QDir(m_folder).relativeFilePath(chosen);
    m_path->setText(relative.startsWith(QLatin1String("..")) ? chosen : relative);
    emit edited();
}

} // namespace gw::ui
