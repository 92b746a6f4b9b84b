# An event becomes what it is (docs/notify.md).
.
