// MoveDialog: asks where a resource or method shall be moved to; the keyboard's way to what dragging does.
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace gw::ui {

class MoveDialog final : public QDialog
{
    Q_OBJECT

public:
    MoveDialog(const Theme& theme, const QString& what, const QStringList& targets, QWidget* parent = nullptr);
    [[nodiscard]] QString target() const; // empty when nothing is chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);

    QStringList m_targets;
    QLineEdit* m_filter;
    QListWidget* m_list;
};

} // namespace gw::ui
