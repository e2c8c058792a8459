// DeployPopover: what a deployment would change, before it is made.
#pragma once

#include "core/edit/diff.h"
#include "ui/widgets/popover.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace gw::ui {

class DeployPopover final : public Popover
{
    Q_OBJECT

public:
    DeployPopover(const Theme& theme, QWidget* window);
    void open(const QString& stage, bool isDeployed, const Changes& changes, QWidget* below);
    [[nodiscard]] QStringList shownChanges() const;

signals:
    void deployRequested();

protected:
    void place() override;

private:
    [[nodiscard]] static QString titleFor(const QString& stage, bool isDeployed, int count);

    QPointer<QWidget> m_below; // the button it hangs from
    QLabel* m_title;
    QListWidget* m_list;
    QPushButton* m_deploy;
};

} // namespace gw::ui
