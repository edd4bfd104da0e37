// Silent is a program that ends before it says that it is ready.
package main

func main() {}
