// DeployPopover: what a deployment would change, before it is made.
#pragma once

#include "core/edit/diff.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;
class QListWidget;
class QPushButton;

namespace gw::ui {

class DeployPopover final : public QFrame
{
    Q_OBJECT

public:
    DeployPopover(const Theme& theme, QWidget* parent);
    void open(const QString& stage, bool isDeployed, const Changes& changes, const QPoint& topRight);
    [[nodiscard]] QStringList shownChanges() const;

signals:
    void deployRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QLabel* m_title;
    QListWidget* m_list;
    QPushButton* m_deploy;
};

} // namespace gw::ui
